import { expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { Outbox } from '../../../widget/src/client/outbox.js';
import { deferred, type Deferred } from '../../../widget/src/client/deferred.js';

interface Sent {
  id: string;
  text: string;
  answer: Deferred<null>;
}

/** A connection that notes each message and answers when the test does. */
function postOffice(connected = true) {
  const sent: Sent[] = [];
  const signaling = {
    connected,
    request: vi.fn((_name: string, request: { id: string; text: string }) => {
      const answer = deferred<null>();
      sent.push({ ...request, answer });
      return answer.promise;
    }),
  };
  const outbox = new Outbox(
    () => signaling,
    (cause) => RoomError.from(cause, 'server-error'),
  );
  return { outbox, sent, signaling };
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
