import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  MAX_HISTORY_LENGTH,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGES,
  MAX_REACTIONS,
  presencePath,
  type Presence,
} from '../../../widget/src/protocol/index.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';

const server = usingServer();

const say = (peer: RoomPeer, text: string, to?: string): Promise<null> =>
  peer.request('sendMessage', { id: randomUUID(), text, ...(to === undefined ? {} : { to }) });
const textsOf = (peer: RoomPeer): string[] => peer.snapshot.messages.map(({ text }) => text);

describe('a raised hand', () => {
  test('is found by those who come later, and stays up through a lost socket', async () => {
    const room = randomUUID();
    const [ada, bob] = [await server.join(room), await server.join(room)];
    const { hand } = await ada.request('updateSelf', { hand: true });
    expect((await server.join(room)).snapshot.peers).toMatchObject([{ hand }, { hand: null }]);
    await ada.lose();
    expect(await bob.hear('peerChanged', ({ connection }) => connection === 'reconnecting')).toMatchObject({ hand });
    const back = await server.comeBack(ada);
    expect(back.snapshot.self.hand).toBe(hand);
    expect(await back.request('updateSelf', { name: 'Ada' })).toEqual({ hand });
  });

  test('is down for one who left and comes again', async () => {
    const room = randomUUID();
    const [ada] = [await server.join(room), await server.join(room)];
    await ada.request('updateSelf', { hand: true });
    await ada.leave();
    expect((await server.comeBack(ada)).snapshot.self.hand).toBeNull();
  });
});

describe('reactions', () => {
  test('are limited for each peer, and in no snapshot', async () => {
    const room = randomUUID();
    const [ada, bob] = [await server.join(room), await server.join(room)];
    const codes = await Promise.all(
      Array.from({ length: MAX_REACTIONS + 2 }, () => ada.codeOf('react', { reaction: '👏' })),
    );
    expect(codes).toEqual([...Array<string>(MAX_REACTIONS).fill('none'), 'rate-limited', 'rate-limited']);
    expect(await bob.codeOf('react', { reaction: '👏' })).toBe('none');
    await bob.caughtUp();
    expect(bob.heard('reaction').filter(({ peerId }) => peerId === ada.id)).toHaveLength(MAX_REACTIONS);
    expect(new Set(bob.heard('reaction').map(({ id }) => id)).size).toBe(MAX_REACTIONS + 1);
    expect(JSON.stringify((await server.join(room)).snapshot)).not.toContain('👏');
  });
});

describe('messages', () => {
  test('to one peer are heard by it and by the sender, with the sender’s name, and by nobody else', async () => {
    const room = randomUUID();
    const ada = await server.join(room, { name: 'Ada' });
    const [bob, eve] = [await server.join(room), await server.join(room)];
    await say(ada, 'psst', bob.id);
    for (const peer of [ada, bob]) {
      const { message } = await peer.hear('message');
      expect(message).toMatchObject({ peerId: ada.id, name: 'Ada', to: bob.id, text: 'psst' });
    }
    await eve.caughtUp();
    expect(eve.heard('message')).toEqual([]);
  });

  test('to one peer are in the snapshots of sender and receiver alone, also after a lost socket', async () => {
    const room = randomUUID();
    const [ada, bob, eve] = [await server.join(room), await server.join(room), await server.join(room)];
    await say(ada, 'hello all');
    await bob.lose();
    await say(ada, 'psst', bob.id);
    await say(ada, 'to myself', ada.id);
    await eve.caughtUp();
    expect(eve.heard('message').map(({ message }) => message.text)).toEqual(['hello all']);
    expect(textsOf(await server.comeBack(bob))).toEqual(['hello all', 'psst']);
    await eve.lose();
    expect(textsOf(await server.comeBack(eve))).toEqual(['hello all']);
    expect(textsOf(await server.join(room))).toEqual(['hello all']);
    await ada.lose();
    expect(textsOf(await server.comeBack(ada))).toEqual(['hello all', 'psst', 'to myself']);
  });

  test('keep the name that their sender had, also when the sender has left', async () => {
    const room = randomUUID();
    const [ada] = [await server.join(room, { name: 'Ada' }), await server.join(room)];
    await say(ada, 'one');
    await ada.request('updateSelf', { name: 'Ada L.' });
    await say(ada, 'two');
    await ada.leave();
    expect((await server.join(room)).snapshot.messages.map(({ name }) => name)).toEqual(['Ada', 'Ada L.']);
  });

  test('of a long talk are remembered up to the limit, the latest', async () => {
    const room = randomUUID();
    const ada = await server.join(room);
    const most = MAX_HISTORY_LENGTH / MAX_MESSAGE_LENGTH;
    for (let i = 0; i <= most; i += 1) await say(ada, String(i).padEnd(MAX_MESSAGE_LENGTH, '語'));
    const numbers = textsOf(await server.join(room)).map((text) => Number.parseInt(text, 10));
    expect(numbers).toHaveLength(most);
    expect([numbers[0], numbers.at(-1)]).toEqual([1, most]);
  });

  test('of one peer are limited', async () => {
    const ada = await server.join(randomUUID());
    const codes = await Promise.all(
      Array.from({ length: MAX_MESSAGES + 1 }, (_, i) =>
        ada.codeOf('sendMessage', { id: randomUUID(), text: String(i) }),
      ),
    );
    expect(codes).toEqual([...Array<string>(MAX_MESSAGES).fill('none'), 'rate-limited']);
  });
});

test('who is present is told to those who are not in the room, as people come, are renamed, and go', async () => {
  const room = randomUUID();
  const presence = async (): Promise<Presence> =>
    (await (await fetch(server.url + presencePath(room))).json()) as Presence;
  const nobody = { peers: [], count: 0 };
  const { rooms } = await server.health();
  expect(await presence()).toEqual(nobody);
  expect((await server.health()).rooms).toBe(rooms);
  const ada = await server.join(room, { name: 'Ada' });
  const bob = await server.join(room);
  expect(await presence()).toEqual({ peers: [{ name: 'Ada' }, { name: '' }], count: 2 });
  await bob.request('updateSelf', { name: 'Bob' });
  await ada.leave();
  expect(await presence()).toEqual({ peers: [{ name: 'Bob' }], count: 1 });
  await bob.leave();
  expect(await presence()).toEqual(nobody);
});
