import { expect, test } from 'vitest';
import type { RequestError } from '../../../backend/src/request-error.js';
import { AdmissionControl } from '../../../backend/src/signaling/admission-control.js';

/** Served at a time. */
const MAX_SERVED = 16;

const generous = { joinsPerMinute: 1_000_000, requestsPerSecond: 1_000 };

/** A join that lasts until it is let go. */
class SlowJoin {
  begun = false;
  finish: () => void = () => undefined;
  readonly #end = new Promise<void>((resolve) => (this.finish = resolve));

  readonly run = async (): Promise<string> => {
    this.begun = true;
    await this.#end;
    return 'joined';
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error as RequestError).code,
  );

test('so many joins are served at a time, and the others wait for their turn', async () => {
  const admission = new AdmissionControl(generous);
  const joins = Array.from({ length: MAX_SERVED + 2 }, () => new SlowJoin());
  const answers = joins.map((join) => admission.join('a', false, join.run));
  await turn();
  expect(joins.filter(({ begun }) => begun)).toHaveLength(MAX_SERVED);
  joins[0]?.finish();
  await answers[0];
  await turn();
  expect(joins.map(({ begun }) => begun)).toEqual([...Array<boolean>(MAX_SERVED + 1).fill(true), false]);
  for (const { finish } of joins) finish();
  expect(await Promise.all(answers)).toEqual(Array(MAX_SERVED + 2).fill('joined'));
});

test('who has a place already waits for nobody, and is not counted', async () => {
  const admission = new AdmissionControl({ ...generous, joinsPerMinute: MAX_SERVED });
  const joins = Array.from({ length: MAX_SERVED }, () => new SlowJoin());
  const answers = joins.map((join) => admission.join('a', false, join.run));
  await turn();
  expect(await admission.join('a', true, () => Promise.resolve('back'))).toBe('back');
  expect(await codeOf(admission.join('a', false, () => Promise.resolve()))).toBe('rate-limited');
  for (const { finish } of joins) finish();
  await Promise.all(answers);
});

test('who would wait longer than clients do is told at once, and is let in when it is calm again', async () => {
  const admission = new AdmissionControl(generous);
  // Long joins are what waiting is reckoned by.
  const slow = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 400));
  };
  await Promise.all(Array.from({ length: MAX_SERVED }, () => admission.join('a', false, slow)));
  const joins = Array.from({ length: 600 }, () => new SlowJoin());
  const answers = joins.map((join) => codeOf(admission.join('a', false, join.run)));
  await turn();
  expect(await admission.join('b', true, () => Promise.resolve('back'))).toBe('back');
  for (const { finish } of joins) finish();
  const codes = await Promise.all(answers);
  expect(new Set(codes)).toEqual(new Set(['none', 'server-busy']));
  // By 400 ms each, sixteen at a time, that many wait no longer than four seconds.
  expect(codes.filter((code) => code === 'none').length).toBeLessThan(200);
  expect(await codeOf(admission.join('b', false, () => Promise.resolve()))).toBe('none');
});

test('a join that fails makes room for the next', async () => {
  const admission = new AdmissionControl(generous);
  const fail = (): Promise<never> => Promise.reject(new Error('no'));
  await Promise.allSettled(Array.from({ length: MAX_SERVED * 3 }, () => admission.join('a', false, fail)));
  expect(await admission.join('a', false, () => Promise.resolve('joined'))).toBe('joined');
});

test('joins are counted by address, requests by peer', async () => {
  const admission = new AdmissionControl({ joinsPerMinute: 2, requestsPerSecond: 1 });
  const join = (address: string): Promise<string> => codeOf(admission.join(address, false, () => Promise.resolve()));
  expect([await join('a'), await join('a'), await join('a'), await join('b')]).toEqual([
    'none',
    'none',
    'rate-limited',
    'none',
  ]);
  const request = (peer: string): Promise<string> => codeOf(admission.request(peer));
  const codes: string[] = [];
  // Over ten seconds.
  for (let count = 0; count < 11; count++) codes.push(await request('ada'));
  expect(codes).toEqual([...Array<string>(10).fill('none'), 'rate-limited']);
  expect(await request('bob')).toBe('none');
});

test('the return of a peer is counted by that peer', async () => {
  const admission = new AdmissionControl(generous);
  const codes: string[] = [];
  for (let count = 0; count < 61; count++) codes.push(await codeOf(admission.comeBack('ada')));
  expect(codes).toEqual([...Array<string>(60).fill('none'), 'rate-limited']);
  expect(await codeOf(admission.comeBack('bob'))).toBe('none');
});

test.each([
  ['2001:db8:0:7::1', '2001:0DB8::7:a:b:c:d'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
  ['fe80::1%eth0', 'fe80::2'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
])('%s and %s are one line, whose joins are counted together', async (one, other) => {
  const admission = new AdmissionControl({ ...generous, joinsPerMinute: 1 });
  const join = (address: string): Promise<string> => codeOf(admission.join(address, false, () => Promise.resolve()));
  expect([await join(one), await join(other)]).toEqual(['none', 'rate-limited']);
});

test.each([
  ['2001:db8:0:7::1', '2001:db8:0:8::1'],
  ['::1', '1::'],
  ['192.0.2.1', '192.0.2.2'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.2'],
])('%s and %s are two lines', async (one, other) => {
  const admission = new AdmissionControl({ ...generous, joinsPerMinute: 1 });
  const join = (address: string): Promise<string> => codeOf(admission.join(address, false, () => Promise.resolve()));
  expect([await join(one), await join(other)]).toEqual(['none', 'none']);
});
