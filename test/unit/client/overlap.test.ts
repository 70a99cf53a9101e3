import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { afterEach, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { Requests } from '../../../widget/src/protocol/index.js';
import { later, settle, usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo } from '../../helpers/fake-device.js';
import { peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';

const bench = usingConnection();

afterEach(() => {
  vi.restoreAllMocks();
});

/** Lets the browser take its time for what it is asked. */
function slowly(method: 'send' | 'receive') {
  const gate = deferred<void>();
  const browser = FakeHandler.prototype as unknown as Record<
    string,
    (this: unknown, options: unknown) => Promise<unknown>
  >;
  const { [method]: native } = browser;
  const asked: unknown[] = [];
  vi.spyOn(browser, method).mockImplementation(async function (this: unknown, options) {
    asked.push(options);
    await gate.promise;
    return await native?.call(this, options);
  });
  return { asked, goOn: () => gate.resolve(undefined) };
}

/** A connection that is lost, with a request unanswered, and there again before the browser is done. */
async function loseAndFind(name: 'produce' | 'updateSelf', room: Parameters<typeof bench.signaling.snapshot>[0]) {
  const { signaling } = bench;
  const answer = deferred<never>();
  Object.assign(signaling.answers, { [name]: () => answer.promise });
  signaling.snapshot(room);
  await settle();
  signaling.lose();
  answer.reject(new RoomError('server-unreachable'));
  Object.assign(signaling.answers, { [name]: undefined });
  await settle();
  signaling.snapshot(room);
  await settle();
}

test('what the browser still consumes when a connection is lost and found is not consumed twice', async () => {
  const { intent, signaling, connection } = bench;
  const receive = slowly('receive');
  intent.setTrack(wantedTrack('camera'));
  const consumers = [consumableInfo('c1', { producerId: 'p1' })];
  await loseAndFind('produce', { peers: [peerInfo('bob', { producers: [producerInfo('p1')] })], consumers });
  receive.goOn();
  await settle();
  // Beside it there is mediasoup-client's own probing stream.
  const ids = receive.asked.flatMap((options) => (options as { trackId: string }[]).map(({ trackId }) => trackId));
  expect(ids.filter((id) => id !== 'probator')).toEqual(['c1']);
  expect([...connection.received].map(({ info }) => info.id)).toEqual(['c1']);
  expect(signaling.named('produce').map(({ producers }) => producers.length)).toEqual([1, 1]);
  expect(bench.onError).not.toHaveBeenCalled();
});

test('nor is a track sent twice under one label', async () => {
  const { intent, signaling, connection } = bench;
  const send = slowly('send');
  intent.setTrack(wantedTrack('camera'));
  intent.name = 'Ada';
  await loseAndFind('updateSelf', {});
  send.goOn();
  await settle();
  expect(send.asked).toHaveLength(1);
  const produced: Requests['produce']['request'][] = signaling.named('produce');
  expect(produced.map(({ producers }) => producers.length)).toEqual([1]);
  expect(connection.fact?.self.producers.map(({ id }) => id)).toEqual([produced[0]?.producers[0]?.id]);
});

test('what fails with a connection that is there again is no failure of the new one', async () => {
  bench.intent.name = 'Ada';
  const send = slowly('send');
  bench.intent.setTrack(wantedTrack('camera'));
  await loseAndFind('updateSelf', {});
  send.goOn();
  await later();
  expect(bench.onError).not.toHaveBeenCalled();
  expect(bench.signaling.named('snapshot')).toEqual([]);
});

test('a fault of a pass is a failed pass, and not the end of all passes', async () => {
  const { intent, connection, signaling } = bench;
  await bench.join();
  const broken = vi.spyOn(intent, 'tracks', 'get').mockImplementation(() => {
    throw new Error('broken');
  });
  const done = connection.sync();
  await settle();
  expect(bench.onError).toHaveBeenCalledOnce();
  broken.mockRestore();
  signaling.answers.snapshot = () => {
    signaling.snapshot();
    return null;
  };
  await later();
  await done;
});
