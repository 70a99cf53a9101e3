import { beforeEach, describe, expect, it } from 'vitest';
import { ANYBODY, type Grants } from '../../../backend/src/auth/grants.js';
import { Door } from '../../../backend/src/room/door.js';
import { Visitor } from '../../../backend/src/room/visitor.js';
import { MAX_KNOCKS, PARTICIPANT, type RoomRules } from '../../../widget/src/protocol/index.js';
import { handshakeOf } from '../../helpers/rtp.js';

const MODERATOR: Grants = { ...ANYBODY, permissions: { ...PARTICIPANT, moderate: true } };

let rules: RoomRules;
let inside: Set<string>;
let places: number;
let serverFull: boolean;
/** Who waited each time that this was told of. */
let told: string[][];
let door: Door;

beforeEach(() => {
  rules = { locked: false, lobby: false, spotlight: null };
  inside = new Set();
  places = 10;
  serverFull = false;
  told = [];
  door = new Door({
    has: (id) => inside.has(id),
    full: () => inside.size >= places,
    serverFull: () => serverFull,
    rules: () => rules,
    changed: () => told.push(door.knocks.map(({ id }) => id)),
  });
});

const session = (id: string) => ({ id, secret: `${id}-secret` });
const visitor = (id: string, name = id): Visitor => new Visitor(session(id), handshakeOf('room', { name }), ANYBODY);
const ask = (id: string, grants: Grants = ANYBODY): string => {
  try {
    return door.ask(session(id), grants);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a door', () => {
  it('is open, until the room is full', () => {
    places = 1;
    expect(ask('ada')).toBe('enter');
    inside.add('ada');
    expect([ask('bob'), ask('bob', MODERATOR)]).toEqual(['room-full', 'room-full']);
  });

  it('that is locked lets in who moderates, and who has a place', () => {
    rules = { ...rules, locked: true };
    inside.add('ada');
    expect([ask('ada'), ask('bob'), ask('eve', MODERATOR)]).toEqual(['enter', 'room-locked', 'enter']);
  });

  it('with a lobby has others knock than who moderates, and who has a place', () => {
    rules = { ...rules, lobby: true };
    inside.add('ada');
    expect([ask('ada'), ask('bob'), ask('eve', MODERATOR)]).toEqual(['enter', 'knock', 'enter']);
  });

  it('that is locked has nobody knock', () => {
    rules = { ...rules, locked: true, lobby: true };
    expect(ask('bob')).toBe('room-locked');
  });

  it('gives back a place also in a room, and on a server, that is full', () => {
    places = 1;
    serverFull = true;
    inside.add('ada');
    expect(ask('ada')).toBe('enter');
  });

  it('of a room on a server that is full lets nobody in, whoever they are', () => {
    serverFull = true;
    expect([ask('bob'), ask('bob', MODERATOR)]).toEqual(['server-full', 'server-full']);
  });

  it('lets in again who was in, also when it is locked by now, unless they were put out', () => {
    door.remember({ id: 'ada', identity: null });
    rules = { ...rules, locked: true, lobby: true };
    expect(ask('ada')).toBe('enter');
    door.forget({ id: 'ada', identity: null });
    expect(ask('ada')).toBe('room-locked');
  });
});

it('lets nobody else in by the session of one who was in', () => {
  door.remember({ id: 'ada', identity: 'user 1' });
  rules = { ...rules, locked: true };
  expect(ask('ada', { ...ANYBODY, identity: 'user 2' })).toBe('room-locked');
  expect(ask('ada', { ...ANYBODY, identity: 'user 1' })).toBe('enter');
});

describe('who is banned', () => {
  it('knocks no longer', async () => {
    const ada = visitor('ada');
    door.knock(ada);
    door.ban({ id: 'ada', identity: null });
    expect(await ada.answer).toBe('denied');
    expect(door.knocks).toEqual([]);
  });

  it('does not get in by the same session, though they had a place or moderate', () => {
    inside.add('ada');
    door.ban({ id: 'ada', identity: null });
    expect([ask('ada'), ask('ada', MODERATOR), ask('bob')]).toEqual(['banned', 'banned', 'enter']);
  });

  it('does not get in as the same identity by another session', () => {
    door.ban({ id: 'ada', identity: 'user 1' });
    expect(ask('new', { ...ANYBODY, identity: 'user 1' })).toBe('banned');
    expect(ask('new', { ...ANYBODY, identity: 'user 2' })).toBe('enter');
    // An identity that is spelled as another's session id is somebody else.
    expect(ask('new', { ...ANYBODY, identity: 'ada' })).toBe('enter');
  });
});

describe('who knocks', () => {
  beforeEach(() => {
    rules = { ...rules, lobby: true };
  });

  it('waits with a name, in the order they came, and is told of', () => {
    door.knock(visitor('ada', 'Ada'));
    door.knock(visitor('bob', 'Bob'));
    expect(door.knocks).toEqual([
      { id: 'ada', name: 'Ada' },
      { id: 'bob', name: 'Bob' },
    ]);
    expect(told).toEqual([['ada'], ['ada', 'bob']]);
  });

  it('is shown by the name of the token, not by one of their own choice', () => {
    door.knock(new Visitor(session('ada'), handshakeOf('room', { name: 'The boss' }), { ...ANYBODY, name: 'Ada' }));
    expect(door.knocks).toEqual([{ id: 'ada', name: 'Ada' }]);
  });

  it('comes in when admitted, and need not knock again, unless banned', async () => {
    const ada = visitor('ada');
    door.knock(ada);
    door.admit('ada');
    expect(await ada.answer).toBe('admitted');
    expect(told).toEqual([['ada'], []]);
    expect(ask('ada')).toBe('enter');
    rules = { ...rules, locked: true };
    expect(ask('ada')).toBe('enter');
    door.ban({ id: 'ada', identity: null });
    expect(ask('ada')).toBe('banned');
  });

  it('is sent away, and may knock again', async () => {
    const ada = visitor('ada');
    door.knock(ada);
    door.deny('ada');
    expect(await ada.answer).toBe('denied');
    expect(door.knocks).toEqual([]);
    expect(ask('ada')).toBe('knock');
  });

  it('can be answered once only, and not by a wrong id', () => {
    door.knock(visitor('ada'));
    door.admit('ada');
    for (const answer of [() => door.admit('ada'), () => door.deny('ada'), () => door.admit('nobody')]) {
      expect(answer).toThrow(expect.objectContaining({ code: 'peer-not-found' }));
    }
  });

  it('by a second socket waits there, and its first is let go', async () => {
    const [first, second] = [visitor('ada'), visitor('ada')];
    door.knock(first);
    door.knock(second);
    expect(await first.answer).toBe('left');
    // The first socket closes now, which must not take the second from the door.
    door.withdraw(first);
    expect(door.knocks).toHaveLength(1);
    door.withdraw(second);
    expect(door.knocks).toEqual([]);
    expect(told.at(-1)).toEqual([]);
  });

  it('comes in when the lobby ends, as all do who wait', async () => {
    const all = [visitor('ada'), visitor('bob')];
    for (const each of all) door.knock(each);
    door.admitAll();
    expect(await Promise.all(all.map(({ answer }) => answer))).toEqual(['admitted', 'admitted']);
    expect(door.knocks).toEqual([]);
  });

  it('is let go when the room closes', async () => {
    const ada = visitor('ada');
    door.knock(ada);
    door.close();
    expect(await ada.answer).toBe('left');
    expect(door.knocks).toEqual([]);
    const late = visitor('bob');
    door.knock(late);
    expect(await late.answer).toBe('left');
    expect(door.knocks).toEqual([]);
  });

  it('is refused where too many wait already, who waits already not', () => {
    for (let i = 0; i < MAX_KNOCKS; i += 1) door.knock(visitor(`visitor-${i}`));
    expect([ask('ada'), ask('visitor-0'), ask('eve', MODERATOR)]).toEqual(['rate-limited', 'knock', 'enter']);
  });
});
