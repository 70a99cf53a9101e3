import { describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { Outbox } from '../../../widget/src/client/outbox.js';
import { deferred, type Deferred } from '../../../widget/src/client/deferred.js';
import { messageOf } from '../../helpers/facts.js';

interface Sent {
  id: string;
  text: string;
  to?: string;
  answer: Deferred<null>;
}

/** A connection that notes each message and answers when the test does. */
function postOffice(connected = true) {
  const sent: Sent[] = [];
  const signaling = {
    connected,
    request: vi.fn((_name: string, request: { id: string; text: string; to?: string }) => {
      const answer = deferred<null>();
      sent.push({ ...request, answer });
      return answer.promise;
    }),
  };
  const onChange = vi.fn();
  const outbox = new Outbox(
    () => signaling,
    (cause) => RoomError.from(cause, 'server-error'),
    onChange,
  );
  return { outbox, sent, signaling, onChange };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('messages go out one after the other, in the order in which they were sent', async () => {
  const { outbox, sent } = postOffice();
  const all = Promise.all([outbox.send('one'), outbox.send('two'), outbox.send('three')]);
  for (const text of ['one', 'two', 'three']) {
    await settled();
    expect(sent.at(-1)?.text).toBe(text);
    sent.at(-1)?.answer.resolve(null);
  }
  await all;
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
});

test('nothing is sent while there is no connection, all of it afterwards', async () => {
  const { outbox, sent, signaling } = postOffice(false);
  const message = outbox.send('one');
  await settled();
  expect(sent).toEqual([]);
  signaling.connected = true;
  void outbox.flush();
  await settled();
  sent[0]?.answer.resolve(null);
  await message;
});

test.each(['server-unreachable', 'request-timeout'] as const)(
  'a message whose answer is lost (%s) is sent once more with the same id',
  async (code) => {
    const { outbox, sent, signaling } = postOffice();
    const message = outbox.send('one');
    await settled();
    signaling.connected = false;
    sent[0]?.answer.reject(new RoomError(code));
    await settled();
    expect(sent).toHaveLength(1);
    signaling.connected = true;
    void outbox.flush();
    await settled();
    expect(sent.map(({ id }) => id)).toEqual([sent[0]?.id, sent[0]?.id]);
    sent[1]?.answer.resolve(null);
    await message;
    await outbox.flush();
    expect(sent).toHaveLength(2);
  },
);

test('a message whose answer is lost on a connection that stands is sent again at once, and given up in the end', async () => {
  const { outbox, sent } = postOffice();
  const lost = expect(outbox.send('one')).rejects.toMatchObject({ code: 'request-timeout' });
  for (const index of [0, 1, 2]) {
    await settled();
    sent[index]?.answer.reject(new RoomError('request-timeout'));
  }
  await lost;
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(sent).toHaveLength(3);
});

test('two flushes at a time send each message once', async () => {
  const { outbox, sent } = postOffice();
  const message = outbox.send('one');
  void outbox.flush();
  void outbox.flush();
  await settled();
  expect(sent).toHaveLength(1);
  sent[0]?.answer.resolve(null);
  await message;
});

test('a message that the server refuses fails alone, the next goes out', async () => {
  const { outbox, sent } = postOffice();
  const bad = expect(outbox.send('bad')).rejects.toMatchObject({ code: 'payload-invalid' });
  const good = outbox.send('good');
  await settled();
  sent[0]?.answer.reject(new RoomError('payload-invalid'));
  await bad;
  await settled();
  expect(sent[1]?.text).toBe('good');
  sent[1]?.answer.resolve(null);
  await good;
});

test('closing fails what waits and what is under way with its error', async () => {
  const { outbox, sent } = postOffice();
  const messages = [outbox.send('under way'), outbox.send('waiting')].map((message) =>
    expect(message).rejects.toMatchObject({ code: 'left' }),
  );
  await settled();
  outbox.close(new RoomError('left'));
  await Promise.all(messages);
  sent[0]?.answer.resolve(null);
  await settled();
  expect(sent).toHaveLength(1);
});

describe('what is shown of the messages', () => {
  const shown = ({ messages }: Outbox) => messages.map(({ text, state }) => [text, state]);

  test('are those that the server does not have yet, in their order', async () => {
    const { outbox, sent } = postOffice();
    const before = Date.now();
    const [one, two] = [outbox.send('one'), outbox.send('two', 'bob')];
    expect(outbox.messages).toEqual([
      { id: sent[0]?.id, text: 'one', to: null, at: expect.any(Number) as number, state: 'sending' },
      { id: expect.any(String) as string, text: 'two', to: 'bob', at: expect.any(Number) as number, state: 'sending' },
    ]);
    expect(outbox.messages[0]?.at).toBeGreaterThanOrEqual(before);
    sent[0]?.answer.resolve(null);
    await one;
    expect(shown(outbox)).toEqual([['two', 'sending']]);
    expect(sent[1]).toMatchObject({ text: 'two', to: 'bob' });
    sent[1]?.answer.resolve(null);
    await two;
    expect(outbox.messages).toEqual([]);
  });

  test('each change is told when it shows', async () => {
    const { outbox, sent, onChange } = postOffice();
    const seen: unknown[] = [];
    onChange.mockImplementation(() => seen.push(shown(outbox)));
    const bad = expect(outbox.send('bad')).rejects.toThrow();
    await settled();
    sent[0]?.answer.reject(new RoomError('server-error'));
    await bad;
    outbox.discard(sent[0]?.id ?? '');
    expect(seen).toEqual([[['bad', 'sending']], [['bad', 'failed']], []]);
  });

  test('one that failed keeps its place until it is discarded, and lets the others pass', async () => {
    const { outbox, sent } = postOffice();
    const bad = expect(outbox.send('bad')).rejects.toMatchObject({ code: 'server-error' });
    const good = outbox.send('good');
    await settled();
    sent[0]?.answer.reject(new RoomError('server-error'));
    await bad;
    expect(shown(outbox)).toEqual([
      ['bad', 'failed'],
      ['good', 'sending'],
    ]);
    await settled();
    sent[1]?.answer.resolve(null);
    await good;
    void outbox.flush();
    await settled();
    expect(sent).toHaveLength(2);
    expect(shown(outbox)).toEqual([['bad', 'failed']]);
    outbox.discard(sent[0]?.id ?? '');
    expect(outbox.messages).toEqual([]);
  });
});

describe('a message that failed', () => {
  /** One that failed, before one that waits for its answer. */
  async function failed() {
    const office = postOffice();
    const { outbox, sent } = office;
    const first = expect(outbox.send('one')).rejects.toThrow();
    await settled();
    sent[0]?.answer.reject(new RoomError('server-error'));
    await first;
    const waiting = outbox.send('two');
    await settled();
    return { ...office, waiting, id: sent[0]?.id ?? '' };
  }

  test('is sent again with the same id and time, and in its turn', async () => {
    const { outbox, sent, waiting, id } = await failed();
    const { at } = outbox.messages[0] ?? {};
    const later = outbox.send('three');
    const again = outbox.retry(id);
    expect(outbox.messages[0]).toMatchObject({ id, at, state: 'sending' });
    for (const index of [1, 2, 3]) {
      sent[index]?.answer.resolve(null);
      await settled();
    }
    await Promise.all([waiting, again, later]);
    expect(sent.map(({ text }) => text)).toEqual(['one', 'two', 'one', 'three']);
    expect(sent[2]?.id).toBe(id);
    expect(outbox.messages).toEqual([]);
  });

  test('can fail again, and be sent once more', async () => {
    const { outbox, sent, waiting, id } = await failed();
    sent[1]?.answer.resolve(null);
    await waiting;
    const again = expect(outbox.retry(id)).rejects.toMatchObject({ code: 'rate-limited' });
    await settled();
    sent[2]?.answer.reject(new RoomError('rate-limited'));
    await again;
    expect(outbox.messages).toMatchObject([{ id, state: 'failed' }]);
    const oncemore = outbox.retry(id);
    await settled();
    sent[3]?.answer.resolve(null);
    await oncemore;
    expect(outbox.messages).toEqual([]);
  });

  test('is sent once, however often it is asked for, and one that is not there is nothing to do', async () => {
    const { outbox, sent, waiting, id } = await failed();
    const all = [outbox.retry(id), outbox.retry(id)];
    sent[1]?.answer.resolve(null);
    await waiting;
    await settled();
    sent[2]?.answer.resolve(null);
    await Promise.all(all);
    await outbox.retry(id);
    await outbox.retry('nothing');
    expect(sent).toHaveLength(3);
  });

  test('is the only one that can be discarded', async () => {
    const { outbox, sent, waiting, id } = await failed();
    outbox.discard(sent[1]?.id ?? '');
    outbox.discard('nothing');
    expect(outbox.messages.map(({ text }) => text)).toEqual(['one', 'two']);
    outbox.discard(id);
    expect(outbox.messages.map(({ text }) => text)).toEqual(['two']);
    sent[1]?.answer.resolve(null);
    await waiting;
  });

  test('is gone when the server tells of it all the same', async () => {
    const { outbox, sent, waiting, id } = await failed();
    outbox.noteTaken([messageOf(id, { peerId: 'somebody else' })], 'me');
    expect(outbox.messages).toHaveLength(2);
    outbox.noteTaken([messageOf(id, { peerId: 'me' })], 'me');
    expect(outbox.messages.map(({ text }) => text)).toEqual(['two']);
    sent[1]?.answer.resolve(null);
    await waiting;
  });
});

test('a message that the server tells of is delivered, though its answer is lost, and not sent again', async () => {
  const { outbox, sent, signaling } = postOffice();
  const [one, two] = [outbox.send('one'), outbox.send('two')];
  await settled();
  outbox.noteTaken([messageOf(sent[0]?.id ?? '', { peerId: 'me' })], 'me');
  await one;
  expect(outbox.messages.map(({ text }) => text)).toEqual(['two']);
  signaling.connected = false;
  sent[0]?.answer.reject(new RoomError('server-unreachable'));
  await settled();
  signaling.connected = true;
  void outbox.flush();
  await settled();
  sent[1]?.answer.resolve(null);
  await two;
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two']);
});
