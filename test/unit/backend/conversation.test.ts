import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Conversation } from '../../../backend/src/room/conversation.js';
import type { Peer } from '../../../backend/src/room/peer.js';
import { MAX_MESSAGES, MAX_REACTIONS, MESSAGE_WINDOW, REACTION_WINDOW } from '../../../widget/src/protocol/index.js';

/** As much of a peer as takes part in a conversation. */
function speaker(id: string, announced = true) {
  const send = vi.fn<Peer['send']>();
  return { peer: { id, name: id.toUpperCase(), announced, send } as unknown as Peer, send };
}

let peers: Map<string, Peer>;
let conversation: Conversation;
const [bob, eve, kim] = ['bob', 'eve', 'kim'].map((id) => speaker(id)) as [Speaker, Speaker, Speaker];
type Speaker = ReturnType<typeof speaker>;

beforeEach(() => {
  vi.clearAllMocks();
  peers = new Map([bob, eve, kim].map(({ peer }) => [peer.id, peer]));
  conversation = new Conversation(peers);
});

const textsSeenBy = ({ peer }: Speaker): string[] => conversation.seenBy(peer).map(({ text }) => text);

describe('a message', () => {
  test('is told to everyone with the name that its sender has then', () => {
    const id = randomUUID();
    const before = Date.now();
    conversation.say(bob.peer, { id, text: 'hi' });
    const message = { id, peerId: 'bob', name: 'BOB', to: null, text: 'hi', at: expect.any(Number) as number };
    for (const { send } of [bob, eve, kim]) expect(send).toHaveBeenCalledExactlyOnceWith('message', { message });
    expect(conversation.seenBy(kim.peer)[0]?.at).toBeGreaterThanOrEqual(before);
  });

  test('to one peer is told to it and to the sender alone', () => {
    conversation.say(bob.peer, { id: randomUUID(), text: 'psst', to: 'eve' });
    const whispered = { message: expect.objectContaining({ text: 'psst', to: 'eve' }) as unknown };
    for (const { send } of [bob, eve]) expect(send).toHaveBeenCalledExactlyOnceWith('message', whispered);
    expect(kim.send).not.toHaveBeenCalled();
    expect([bob, eve, kim].map(textsSeenBy)).toEqual([['psst'], ['psst'], []]);
  });

  test('to oneself is told once', () => {
    conversation.say(bob.peer, { id: randomUUID(), text: 'milk', to: 'bob' });
    expect(bob.send).toHaveBeenCalledOnce();
    expect(eve.send).not.toHaveBeenCalled();
  });

  test('to a peer that is not there, or that nobody knows of yet, is refused and not remembered', () => {
    peers.set('new', speaker('new', false).peer);
    for (const to of ['nobody', 'new']) {
      const refused = expect(() => conversation.say(bob.peer, { id: randomUUID(), text: 'psst', to }));
      refused.toThrow(expect.objectContaining({ code: 'peer-not-found' }));
    }
    expect(textsSeenBy(bob)).toEqual([]);
    expect(bob.send).not.toHaveBeenCalled();
  });

  test('that comes again after a lost answer is taken once, also when its receiver has left meanwhile', () => {
    const request = { id: randomUUID(), text: 'psst', to: 'eve' };
    conversation.say(bob.peer, request);
    peers.delete('eve');
    conversation.say(bob.peer, request);
    expect(bob.send).toHaveBeenCalledOnce();
    expect(textsSeenBy(bob)).toEqual(['psst']);
  });

  test('too many of one peer are refused, hold nobody else up, and do not hinder one that was taken', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const requests = Array.from({ length: MAX_MESSAGES }, () => ({ id: randomUUID(), text: 'hi' }));
    for (const request of requests) conversation.say(bob.peer, request);
    const last = { id: randomUUID(), text: 'last' };
    expect(() => conversation.say(bob.peer, last)).toThrow(expect.objectContaining({ code: 'rate-limited' }));
    for (const request of requests) conversation.say(bob.peer, request);
    conversation.say(eve.peer, { id: randomUUID(), text: 'me too' });
    expect(kim.send).toHaveBeenCalledTimes(MAX_MESSAGES + 1);
    now.mockReturnValue(MESSAGE_WINDOW);
    conversation.say(bob.peer, last);
    expect(textsSeenBy(kim).at(-1)).toBe('last');
    now.mockRestore();
  });

  test('with the id of another peer’s message is a message of its own', () => {
    const id = randomUUID();
    for (const { peer } of [bob, eve]) conversation.say(peer, { id, text: peer.id });
    expect(textsSeenBy(kim)).toEqual(['bob', 'eve']);
  });
});

describe('a reaction', () => {
  test('is told to everyone, the sender too, each with an id of its own, and is not remembered', () => {
    conversation.react(bob.peer, '👍');
    conversation.react(bob.peer, '👍');
    for (const { send } of [bob, eve, kim]) {
      const events = send.mock.calls.map(([, event]) => event as { id: string });
      expect(events).toMatchObject(Array(2).fill({ peerId: 'bob', reaction: '👍' }));
      expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    }
    expect(textsSeenBy(eve)).toEqual([]);
  });

  test('of one peer is limited, and holds nobody else up', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    for (let i = 0; i < MAX_REACTIONS; i += 1) conversation.react(bob.peer, '👍');
    expect(() => conversation.react(bob.peer, '👍')).toThrow(expect.objectContaining({ code: 'rate-limited' }));
    conversation.react(eve.peer, '👍');
    expect(kim.send).toHaveBeenCalledTimes(MAX_REACTIONS + 1);
    now.mockReturnValue(REACTION_WINDOW);
    conversation.react(bob.peer, '👍');
    expect(kim.send).toHaveBeenCalledTimes(MAX_REACTIONS + 2);
    now.mockRestore();
  });
});
