import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Handshake, Moderation, SessionRef } from '../../../widget/src/protocol/index.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { Visitor } from '../../helpers/visitor.js';

const server = usingServer();
let room: string;
let ada: RoomPeer;
let bob: RoomPeer;
const visitors: Visitor[] = [];

beforeEach(async () => {
  room = `lobby-${randomUUID()}`;
  ada = await server.join(room, { name: 'Ada' });
  bob = await server.join(room, { name: 'Bob' });
  await moderate({ action: 'rule', rules: { lobby: true } });
  await bob.hear('rulesChanged');
});

afterEach(async () => {
  await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()));
});

const moderate = (action: Moderation): Promise<null> => ada.request('moderate', action);

function knock(change: Partial<Handshake> = {}): Visitor {
  const visitor = new Visitor(server.url, room, change);
  visitors.push(visitor);
  return visitor;
}

/** Who waits, as the moderator heard last. */
const waiting = (): string[] =>
  ada
    .heard('knocksChanged')
    .at(-1)
    ?.knocks.map(({ name }) => name) ?? [];
const untilWaiting = (...names: string[]): Promise<unknown> =>
  ada.until(`${names.join(' and ')} wait`, () => waiting().join() === names.join());

describe('who knocks', () => {
  test('is told to moderators alone, in order, and is not in the room', async () => {
    await knock({ name: 'Eve' }).knocking;
    await knock({ name: 'Kim' }).knocking;
    await untilWaiting('Eve', 'Kim');
    await bob.caughtUp();
    expect(bob.heard('knocksChanged')).toEqual([]);
    expect(bob.heard('peerJoined')).toEqual([]);
  });

  test('comes in when admitted, under the id that was told', async () => {
    const eve = knock({ name: 'Eve' });
    const id = await eve.knocking;
    await moderate({ action: 'admit', id });
    expect(await eve.outcome).toEqual({ let: 'in', peerId: id });
    expect((await bob.hear('peerJoined')).peer).toMatchObject({ id, name: 'Eve' });
    await untilWaiting();
  });

  test('comes back without knocking once it was in', async () => {
    const { session } = await enter('Eve');
    expect((await server.join(room, { session })).id).toBe(session.id);
  });

  test('hears when it is denied, may knock again, and is not let in by that', async () => {
    const eve = knock({ name: 'Eve' });
    await moderate({ action: 'deny', id: await eve.knocking });
    expect(await eve.outcome).toEqual({ let: 'out', reason: 'removed' });
    await untilWaiting();
    await knock({ name: 'Eve' }).knocking;
    await untilWaiting('Eve');
    expect(bob.heard('peerJoined')).toEqual([]);
  });

  test('waits no more when it goes', async () => {
    const eve = knock({ name: 'Eve' });
    const id = await eve.knocking;
    await untilWaiting('Eve');
    eve.lose();
    await untilWaiting();
    expect(await ada.codeOf('moderate', { action: 'admit', id })).toBe('peer-not-found');
  });

  test('waits under the same id, and once, when it comes over another socket', async () => {
    const session = await sessionOf('Eve');
    const first = knock({ name: 'Eve', session });
    const id = await first.knocking;
    const second = knock({ name: 'Eve', session });
    expect(await second.knocking).toBe(id);
    await expect(first.outcome).rejects.toThrow('Cut off');
    await untilWaiting('Eve');
    await moderate({ action: 'admit', id });
    expect(await second.outcome).toEqual({ let: 'in', peerId: id });
  });

  test('may ask for nothing yet', async () => {
    const eve = knock({ name: 'Eve' });
    await eve.knocking;
    expect(await eve.codeOf('sendMessage', { id: randomUUID(), text: 'hi' })).toBe('not-joined');
    expect(await eve.codeOf('moderate', { action: 'end' })).toBe('not-joined');
    await bob.caughtUp();
    expect(bob.heard('message')).toEqual([]);
  });

  test('comes again when the room closes meanwhile, and finds another', async () => {
    const eve = knock({ name: 'Eve' });
    await eve.knocking;
    await moderate({ action: 'end' });
    await expect(eve.outcome).rejects.toThrow('Cut off');
    expect((await server.join(room)).snapshot.rules.lobby).toBe(false);
  });

  test('comes in when the lobby is over, with all who wait', async () => {
    const all = ['Eve', 'Kim', 'Lou'].map((name) => knock({ name }));
    const ids = await Promise.all(all.map(({ knocking }) => knocking));
    await moderate({ action: 'rule', rules: { lobby: false } });
    const outcomes = await Promise.all(all.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(ids.map((peerId) => ({ let: 'in', peerId })));
    await bob.until('all three are in', () => bob.heard('peerJoined').length === 3);
    await untilWaiting();
  });

  test('is refused when the room is locked meanwhile for those who come now, and admitted all the same by name', async () => {
    const eve = knock({ name: 'Eve' });
    const id = await eve.knocking;
    await moderate({ action: 'rule', rules: { locked: true } });
    await expect(knock({ name: 'Kim' }).knocking).rejects.toMatchObject({ data: { code: 'room-locked' } });
    await moderate({ action: 'admit', id });
    expect(await eve.outcome).toEqual({ let: 'in', peerId: id });
  });
});

test('who is made a moderator finds those who wait, and who comes back as one as well', async () => {
  await knock({ name: 'Eve' }).knocking;
  await moderate({ action: 'permit', peerId: bob.id, permissions: { moderate: true } });
  expect((await bob.hear('knocksChanged')).knocks).toMatchObject([{ name: 'Eve' }]);
  await bob.lose();
  expect((await server.comeBack(bob)).snapshot.knocks).toMatchObject([{ name: 'Eve' }]);
});

test('who is in when the lobby begins stays, and comes back', async () => {
  await bob.lose();
  expect((await server.comeBack(bob)).snapshot.rules.lobby).toBe(true);
});

/** A session that the server has made, of somebody who has left. */
async function sessionOf(name: string): Promise<SessionRef> {
  const elsewhere = knock({ name });
  await elsewhere.knocking;
  const { session } = elsewhere;
  elsewhere.lose();
  await untilWaiting();
  if (!session) throw new Error('There is no session.');
  return session;
}

async function enter(name: string): Promise<{ session: SessionRef }> {
  const visitor = knock({ name });
  await moderate({ action: 'admit', id: await visitor.knocking });
  await visitor.outcome;
  visitor.lose();
  await bob.hear('peerChanged', ({ connection }) => connection === 'reconnecting');
  if (!visitor.session) throw new Error('There is no session.');
  return { session: visitor.session };
}
