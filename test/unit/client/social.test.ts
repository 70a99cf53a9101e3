import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RoomClient } from '../../../widget/src/client/room-client.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { HAND_RAISED } from '../../helpers/fake-signaling.js';
import { FakeMediaStream } from '../../helpers/fake-track.js';
import { messageOf, peerChange, peerInfo } from '../../helpers/facts.js';
import { held, isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error as RoomError).code,
  );

describe('the hand', () => {
  test('is up when the server has it, by the server’s clock', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const answer = held(signaling, 'updateSelf', { hand: HAND_RAISED });
    const raised = client.setHand(true);
    expect(await isSettled(raised)).toBe(false);
    expect(client.state.self.hand).toBeNull();
    answer.give();
    await raised;
    expect(client.state.self.hand).toBe(HAND_RAISED);
    expect(signaling.named('updateSelf')).toEqual([{ hand: true }]);
    await client.leave();
  });

  test('goes down again, and of many changes the last is sent', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    await client.setHand(true);
    await client.setHand(false);
    expect(client.state.self.hand).toBeNull();
    await Promise.all([client.setHand(true), client.setHand(false), client.setHand(true)]);
    expect(signaling.named('updateSelf').map(({ hand }) => hand)).toEqual([true, false, true]);
    await client.leave();
  });

  test('stays up through a lost connection, and is raised again at a server that forgot it', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    await client.setHand(true);
    signaling.lose();
    signaling.snapshot({ self: peerInfo('me', { name: '', hand: HAND_RAISED }) });
    await client.configure({});
    expect(signaling.named('updateSelf')).toHaveLength(1);
    signaling.lose();
    signaling.snapshot();
    await client.configure({});
    expect(signaling.named('updateSelf')).toEqual([{ hand: true }, { hand: true }]);
    expect(client.state.self.hand).toBe(HAND_RAISED);
    await client.leave();
  });

  test('that was lowered while the connection was lost is lowered afterwards', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    await client.setHand(true);
    signaling.lose();
    const lowered = client.setHand(false);
    signaling.snapshot({ self: peerInfo('me', { name: '', hand: HAND_RAISED }) });
    await lowered;
    expect(client.state.self.hand).toBeNull();
    await client.leave();
  });

  test('is down after the room was left, and in the next', async () => {
    const { client, join } = fakeClient();
    await join();
    await client.setHand(true);
    await client.leave();
    expect(client.state.self.hand).toBeNull();
    const next = await join();
    expect(next.named('updateSelf')).toEqual([]);
    await client.leave();
  });

  test('of others is in the state, and a change of it is told', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ peers: [peerInfo('bob')] });
    const told = vi.fn();
    client.on('peerchange', told);
    signaling.event('peerChanged', peerChange('bob', { hand: 5 }));
    expect(client.state.peers[0]?.hand).toBe(5);
    expect(told).toHaveBeenCalledExactlyOnceWith({ peer: client.state.peers[0] });
    await client.leave();
  });
});

describe('reactions', () => {
  test('are asked of the server, and told when it tells of them: with their peer, or none for one’s own', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ peers: [peerInfo('bob')] });
    const told = vi.fn();
    client.on('reaction', told);
    await client.react('👍');
    expect(signaling.named('react')).toEqual([{ reaction: '👍' }]);
    expect(told).not.toHaveBeenCalled();
    const before = client.state;
    signaling.event('reaction', { id: '1', peerId: 'me', reaction: '👍' });
    signaling.event('reaction', { id: '2', peerId: 'bob', reaction: '🎉' });
    expect(told.mock.calls).toEqual([
      [{ id: '1', peerId: 'me', peer: null, reaction: '👍' }],
      [{ id: '2', peerId: 'bob', peer: client.state.peers[0], reaction: '🎉' }],
    ]);
    expect(client.state).toBe(before);
    await client.leave();
  });

  test('are refused with the server’s code, without a room, and while it is not reached', async () => {
    const { client, join } = fakeClient();
    expect(await codeOf(client.react('👍'))).toBe('not-joined');
    const signaling = await join();
    signaling.answers.react = () => {
      throw new RoomError('rate-limited');
    };
    expect(await codeOf(client.react('👍'))).toBe('rate-limited');
    signaling.lose();
    expect(await codeOf(client.react('👍'))).toBe('server-unreachable');
    signaling.snapshot();
    await client.configure({});
    expect(client.state.status).toBe('joined');
    expect(signaling.named('react')).toHaveLength(1);
    await client.leave();
  });
});

describe('messages', () => {
  const outboxOf = ({ state }: RoomClient) => state.outbox.map(({ text, state }) => [text, state]);

  test('are in the outbox until the server has them', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const answer = held(signaling, 'sendMessage', null);
    const sent = client.sendMessage('hi');
    expect(outboxOf(client)).toEqual([['hi', 'sending']]);
    answer.give();
    await sent;
    expect(client.state.outbox).toEqual([]);
    expect(signaling.named('sendMessage')).toMatchObject([{ text: 'hi' }]);
    expect(signaling.named('sendMessage')[0]).not.toHaveProperty('to');
    await client.leave();
  });

  test('are never in the outbox and among the messages at the same time', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const answer = held(signaling, 'sendMessage', null);
    const together: string[] = [];
    client.subscribe(() => {
      const ids = new Set(client.state.messages.map(({ id }) => id));
      together.push(...client.state.outbox.map(({ id }) => id).filter((id) => ids.has(id)));
    });
    const sent = client.sendMessage('hi');
    const { id = '' } = client.state.outbox[0] ?? {};
    // The server tells everyone before it answers.
    signaling.event('message', { message: messageOf(id, { peerId: 'me', text: 'hi' }) });
    await sent;
    answer.give();
    await client.configure({});
    expect(client.state.messages.map(({ text }) => text)).toEqual(['hi']);
    expect(client.state.outbox).toEqual([]);
    expect(together).toEqual([]);
    await client.leave();
  });

  test('that are in the snapshot after a lost connection are delivered, the others are sent', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const answer = held(signaling, 'sendMessage', null);
    const sent = [client.sendMessage('one'), client.sendMessage('two')];
    const { id = '' } = client.state.outbox[0] ?? {};
    signaling.lose();
    delete signaling.answers.sendMessage;
    signaling.snapshot({ messages: [messageOf(id, { peerId: 'me', text: 'one' })] });
    expect(outboxOf(client)).toEqual([['two', 'sending']]);
    answer.refuse(new RoomError('server-unreachable'));
    await Promise.all(sent);
    expect(signaling.named('sendMessage').map(({ text }) => text)).toEqual(['one', 'two']);
    expect(client.state.outbox).toEqual([]);
    await client.leave();
  });

  test('that failed wait to be retried or discarded', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    signaling.answers.sendMessage = () => {
      throw new RoomError('server-error');
    };
    expect(await codeOf(client.sendMessage('one'))).toBe('server-error');
    expect(await codeOf(client.sendMessage('two'))).toBe('server-error');
    expect(outboxOf(client)).toEqual([
      ['one', 'failed'],
      ['two', 'failed'],
    ]);
    const [one, two] = client.state.outbox;
    delete signaling.answers.sendMessage;
    await client.retryMessage(one?.id ?? '');
    expect(outboxOf(client)).toEqual([['two', 'failed']]);
    client.discardMessage(two?.id ?? '');
    expect(client.state.outbox).toEqual([]);
    expect(signaling.named('sendMessage').map(({ text }) => text)).toEqual(['one', 'two', 'one']);
    await client.leave();
  });

  test('to one peer name it, and fail when it is not there', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ peers: [peerInfo('bob')] });
    await client.sendMessage('psst', { to: 'bob' });
    expect(signaling.named('sendMessage')).toMatchObject([{ text: 'psst', to: 'bob' }]);
    signaling.answers.sendMessage = () => {
      throw new RoomError('peer-not-found');
    };
    expect(await codeOf(client.sendMessage('psst', { to: 'eve' }))).toBe('peer-not-found');
    expect(client.state.outbox).toMatchObject([{ to: 'eve', state: 'failed' }]);
    await client.leave();
  });

  test.each(['', 'x'.repeat(2001)])('that can never be sent are refused and not kept (%#)', async (text) => {
    const { client, join } = fakeClient();
    const signaling = await join();
    expect(await codeOf(client.sendMessage(text))).toBe('payload-invalid');
    expect(client.state.outbox).toEqual([]);
    expect(signaling.named('sendMessage')).toEqual([]);
    await client.leave();
  });

  test('are gone with the room, and outside of it there is nothing to retry', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    signaling.answers.sendMessage = () => {
      throw new RoomError('server-error');
    };
    expect(await codeOf(client.sendMessage('one'))).toBe('server-error');
    const { id = '' } = client.state.outbox[0] ?? {};
    await client.leave();
    expect(client.state.outbox).toEqual([]);
    expect(await codeOf(client.retryMessage(id))).toBe('not-joined');
    client.discardMessage(id);
  });
});
