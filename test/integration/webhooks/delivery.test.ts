import { describe, expect, test } from 'vitest';
import { freePort } from '../../helpers/ports.js';
import { until } from '../../helpers/until.js';
import { figuresOf, numbersOf, QUICK, WebhookBench } from '../../helpers/webhook-bench.js';
import { WEBHOOK_SECRET } from '../../helpers/webhook-receiver.js';

const bench = new WebhookBench();

describe('a webhook', () => {
  test('carries the event, signed, with the same id in body and header', async () => {
    const there = await bench.receiver();
    const webhooks = await bench.open([there.url]);
    const peer = { id: 'p', identity: 'ada', name: 'Ada', role: '', moderator: false, joinedAt: 7 };
    bench.events.emit('peerjoined', { room: 'kitchen', peer, at: 1_234 });
    await until('it is taken', () => webhooks.pending === 0);
    const [attempt] = there.attempts;
    expect(attempt?.event).toEqual({
      id: attempt?.headers['sfu-room-id'],
      event: 'peerjoined',
      room: 'kitchen',
      peer,
      at: 1_234,
    });
    expect(attempt?.event?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(attempt?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(there.attempts).toHaveLength(1);
  });

  test('is sent to each endpoint with one id, and to none that asked for other events', async () => {
    const [one, two, three] = [await bench.receiver(), await bench.receiver(), await bench.receiver()];
    const endpoints = [
      { url: one.url, secret: WEBHOOK_SECRET },
      { url: two.url, secret: WEBHOOK_SECRET, events: ['roomended'] },
      { url: three.url, secret: WEBHOOK_SECRET, events: ['peerleft'] },
    ];
    const webhooks = await bench.open([], {
      endpoints,
    });
    bench.tell('kitchen', 1);
    await until('all are taken', () => webhooks.pending === 0);
    expect(one.taken).toHaveLength(1);
    expect(two.taken).toEqual(one.taken);
    expect(three.attempts).toEqual([]);
  });

  test('tells nothing that is not meant for receivers', async () => {
    const there = await bench.receiver();
    await bench.open([there.url]);
    bench.events.emit('joinanswered', { ms: 1, code: null });
    bench.events.emit('message', {
      room: 'kitchen',
      message: { id: 'm', peerId: 'p', name: 'Ada', text: 'secret', at: 1 } as never,
    });
    bench.tell('kitchen', 1);
    await until('the last is taken', () => there.taken.length === 1);
    expect(there.attempts).toHaveLength(1);
  });
});

describe('a webhook that fails', () => {
  test.each([500, 503, 404, 401])('comes again with the same id, and a new signature, after %i', async (status) => {
    let failures = 3;
    const there = await bench.receiver(() => (failures-- > 0 ? status : 200));
    const webhooks = await bench.open([there.url]);
    bench.tell('kitchen', 1);
    await until('it is taken', () => webhooks.pending === 0);
    expect(there.attempts).toHaveLength(4);
    expect(new Set(there.attempts.map(({ event }) => event?.id)).size).toBe(1);
    expect(new Set(there.attempts.map(({ headers }) => headers['sfu-room-timestamp'])).size).toBeGreaterThan(1);
    expect(webhooks.figures).toMatchObject([{ taken: 1, failed: 3, pending: 0 }]);
  });

  test('waits longer after each failure', async () => {
    let failures = 4;
    const there = await bench.receiver(() => (failures-- > 0 ? 500 : 200));
    await bench.open([there.url], { retry: { first: 100, most: 10_000, giveUpAfter: 600_000 } });
    bench.tell('kitchen', 1);
    await until('it is taken', () => there.taken.length === 1);
    const times = there.attempts.map(({ at }) => at);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // At least half of 100, 200, 400, 800 ms; the first millisecond of a clock may be a part of one.
    for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(50 * 2 ** index - 1);
  });

  test('comes again when nobody answers in time', async () => {
    let silent = 2;
    const there = await bench.receiver(() => (silent-- > 0 ? null : 200));
    const webhooks = await bench.open([there.url], { timeout: 150 });
    bench.tell('kitchen', 1);
    await until('it is taken', () => webhooks.pending === 0);
    expect(webhooks.figures).toMatchObject([{ taken: 1, failed: 2 }]);
    expect(bench.log.find('webhook failed, trying again')).toMatchObject({ reason: 'timeout', room: 'kitchen' });
  });

  test('comes again when the answer comes byte by byte and never ends its headers', async () => {
    let dripping = 1;
    const there = await bench.receiver((_, response) => {
      if (dripping-- <= 0) return 200;
      const drip = setInterval(() => response.socket?.write('H'), 20);
      response.once('close', () => clearInterval(drip));
      return null;
    });
    const webhooks = await bench.open([there.url], { timeout: 200 });
    bench.tell('kitchen', 1);
    await until('it is taken', () => webhooks.pending === 0);
    expect(webhooks.figures).toMatchObject([{ taken: 1, failed: 1 }]);
  });

  test('comes again when nobody listened', async () => {
    const port = await freePort();
    const webhooks = await bench.open([`http://127.0.0.1:${port}`]);
    bench.tell('kitchen', 1);
    await until('it has failed', () => figuresOf(webhooks).failed > 1);
    expect(bench.log.find('webhook failed, trying again')).toMatchObject({ reason: 'ECONNREFUSED' });
    const there = await bench.receiver(undefined, port);
    await until('it is taken', () => webhooks.pending === 0);
    expect(numbersOf(there, 'kitchen')).toEqual([1]);
  });

  test('does not go where a redirect leads', async () => {
    const elsewhere = await bench.receiver();
    let redirects = 2;
    const there = await bench.receiver((_, response) => {
      if (redirects-- <= 0) return 200;
      response.writeHead(307, { Location: elsewhere.url }).end();
      return null;
    });
    const webhooks = await bench.open([there.url]);
    bench.tell('kitchen', 1);
    await until('it is taken', () => webhooks.pending === 0);
    expect(elsewhere.attempts).toEqual([]);
    expect(there.attempts).toHaveLength(3);
  });

  test('does not come again after 410, and the next one does', async () => {
    const there = await bench.receiver(({ body }) =>
      body.includes('"duration":1,') || body.includes('"duration":1}') ? 410 : 200,
    );
    const webhooks = await bench.open([there.url]);
    bench.tell('kitchen', 1);
    bench.tell('kitchen', 2);
    await until('both are done', () => webhooks.pending === 0);
    expect(there.attempts).toHaveLength(2);
    expect(numbersOf(there, 'kitchen')).toEqual([2]);
    expect(webhooks.figures).toMatchObject([{ taken: 1, failed: 0, dropped: { refused: 1 } }]);
  });

  test('is given up when it is too old, but not before one attempt, and lets the next one pass', async () => {
    const there = await bench.receiver(({ body }) => (body.includes('"duration":2') ? 200 : 500));
    const webhooks = await bench.open([there.url]);
    bench.tell('kitchen', 1, Date.now() - QUICK.giveUpAfter);
    bench.tell('kitchen', 2, Date.now() - QUICK.giveUpAfter);
    await until('both are done', () => webhooks.pending === 0);
    expect(there.attempts).toHaveLength(2);
    expect(numbersOf(there, 'kitchen')).toEqual([2]);
    expect(webhooks.figures).toMatchObject([{ dropped: { expired: 1 } }]);
    expect(bench.log.find('webhook given up')).toMatchObject({ level: 'error', room: 'kitchen', reason: '500' });
  });
});
