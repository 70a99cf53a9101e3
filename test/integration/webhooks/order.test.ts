import { describe, expect, test } from 'vitest';
import { until } from '../../helpers/until.js';
import { figuresOf, numbersOf, WebhookBench } from '../../helpers/webhook-bench.js';
import { WEBHOOK_SECRET } from '../../helpers/webhook-receiver.js';

const bench = new WebhookBench();

describe('the order of webhooks', () => {
  test('holds within a room through failures, while other rooms go on', async () => {
    const blocked = new Set(['kitchen']);
    const there = await bench.receiver(({ event }) => {
      if (event && blocked.has(event.room)) return 503;
      // Every third attempt fails in all rooms.
      return there.attempts.length % 3 === 0 ? 500 : 200;
    });
    const webhooks = await bench.open([there.url]);
    for (let number = 0; number < 20; number++) {
      for (const room of ['kitchen', 'cellar', 'attic']) bench.tell(room, number);
    }
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    await until('the other rooms are done', () => there.taken.length === 40);
    expect(numbersOf(there, 'cellar')).toEqual(numbers);
    expect(numbersOf(there, 'attic')).toEqual(numbers);
    expect(numbersOf(there, 'kitchen')).toEqual([]);
    const tried = there.attempts.filter(({ event }) => event?.room === 'kitchen');
    expect(new Set(tried.map(({ event }) => event?.id)).size).toBe(1);
    blocked.clear();
    await until('all is taken', () => webhooks.pending === 0);
    expect(numbersOf(there, 'kitchen')).toEqual(numbers);
  });

  test('makes no receiver wait for another', async () => {
    const [well, ill] = [await bench.receiver(), await bench.receiver(() => 500)];
    await bench.open([ill.url, well.url]);
    for (let number = 0; number < 10; number++) bench.tell('kitchen', number);
    await until('the one is done', () => well.taken.length === 10);
    expect(new Set(ill.attempts.map(({ event }) => event?.id)).size).toBe(1);
  });

  test('does not flood a receiver: eight attempts at a time', async () => {
    let under = 0;
    let most = 0;
    const held: (() => void)[] = [];
    const there = await bench.receiver((_, response) => {
      most = Math.max(most, ++under);
      held.push(() => {
        under -= 1;
        response.writeHead(200).end();
      });
      return null;
    });
    const webhooks = await bench.open([there.url]);
    for (let room = 0; room < 30; room++) bench.tell(`room-${room}`, 1);
    await until('eight are there', () => held.length === 8);
    await until('all are done', () => {
      for (const release of held.splice(0)) release();
      return webhooks.pending === 0;
    });
    expect(there.attempts).toHaveLength(30);
    expect(most).toBe(8);
  });
});

describe('webhooks that nobody takes', () => {
  test('are bounded: the oldest go, with an error in the log and a number', async () => {
    const there = await bench.receiver(() => 500);
    const webhooks = await bench.open([there.url], { maxPending: 10 });
    for (let number = 0; number < 25; number++) bench.tell('kitchen', number);
    expect(webhooks.pending).toBe(10);
    expect(webhooks.figures).toMatchObject([{ dropped: { full: 15 } }]);
    expect(bench.log.find('too many webhooks wait, the oldest are dropped')).toMatchObject({
      level: 'error',
      count: 1,
    });
    there.answer = () => 200;
    await until('the rest is taken', () => webhooks.pending === 0);
    // What was under way when it was dropped may have arrived.
    expect(numbersOf(there, 'kitchen').slice(-10)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  });

  test('are tried again after a restart, and those of an endpoint that is gone are kept for a day', async () => {
    const there = await bench.receiver(() => 500);
    const first = await bench.open([there.url]);
    bench.tell('kitchen', 1);
    await until('it has failed', () => figuresOf(first).failed > 0);
    await first.close();
    const other = await bench.receiver();
    const without = await bench.open([other.url]);
    expect(without.pending).toBe(0);
    await without.close();
    there.answer = () => 200;
    const again = await bench.open([there.url]);
    expect(again.pending).toBe(1);
    await until('it is taken', () => again.pending === 0);
    expect(numbersOf(there, 'kitchen')).toEqual([1]);
    expect(new Set(there.attempts.map(({ event }) => event?.id)).size).toBe(1);
  });
});

describe('closing webhooks', () => {
  test('still delivers what can be delivered at once, and hears nothing more', async () => {
    const there = await bench.receiver();
    const webhooks = await bench.open([there.url]);
    for (let number = 0; number < 5; number++) bench.tell('kitchen', number);
    await webhooks.close();
    expect(numbersOf(there, 'kitchen')).toEqual([0, 1, 2, 3, 4]);
    bench.tell('kitchen', 6);
    // Heard, it would be one that the closed store cannot take.
    expect(bench.log.find('a webhook cannot be stored and is lost')).toBeUndefined();
    await webhooks.close();
  });

  test('does not wait for a receiver that is silent, and keeps the event for the next start', async () => {
    const there = await bench.receiver(() => null);
    const webhooks = await bench.open([there.url]);
    bench.tell('kitchen', 1);
    await until('it is under way', () => there.attempts.length === 1);
    await webhooks.close();
    there.answer = () => 200;
    const again = await bench.open([there.url]);
    await until('it is taken', () => again.pending === 0);
    expect(there.attempts.map(({ event }) => event?.id)).toEqual([there.taken[0]?.id, there.taken[0]?.id]);
  });
});

describe('the log of webhooks', () => {
  test('holds neither secret, nor path, nor password, nor anybody’s name', async () => {
    const there = await bench.receiver(() => 500);
    const url = `http://user:password-in-url@127.0.0.1:${there.port}/hooks/path-token?key=query-token`;
    const webhooks = await bench.open([url], { maxPending: 2 });
    const peer = {
      id: 'p',
      identity: 'identity-of-ada',
      name: 'Ada Lovelace',
      role: '',
      moderator: false,
      joinedAt: 7,
    };
    for (let index = 0; index < 5; index++) bench.events.emit('peerjoined', { room: 'kitchen', peer, at: Date.now() });
    await until('it has failed', () => figuresOf(webhooks).failed > 1);
    await webhooks.close();
    expect(bench.log.text).toContain('webhook failed');
    for (const secret of [
      WEBHOOK_SECRET,
      'password-in-url',
      'path-token',
      'query-token',
      'Ada Lovelace',
      'identity-of-ada',
    ]) {
      expect(bench.log.text).not.toContain(secret);
    }
  });
});

describe('wrong endpoints', () => {
  test('are refused: a URL that stands twice, an event that there is not', async () => {
    await expect(bench.open(['http://a.test/', 'http://a.test'])).rejects.toThrow('Two webhooks have the same URL.');
    const endpoints = [{ url: 'http://a.test', secret: WEBHOOK_SECRET, events: ['roomburned'] }];
    await expect(bench.open([], { endpoints })).rejects.toThrow('There is no webhook event roomburned.');
  });
});
