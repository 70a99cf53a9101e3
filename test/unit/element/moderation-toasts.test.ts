import { describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { RoomClientEvents } from '../../../widget/src/client/events.js';
import { INITIAL_STATE, type RoomState } from '../../../widget/src/client/room-state.js';
import { PARTICIPANT } from '../../../widget/src/protocol/permissions.js';
import { TypedEmitter } from '../../../widget/src/client/typed-emitter.js';
import { ModerationToasts } from '../../../widget/src/element/moderation-toasts.js';
import type { Toast } from '../../../widget/src/element/views/notices.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { Moderation } from '../../../widget/src/protocol/permissions.js';
import { peer, stateWith } from './states.js';

const me = { ...INITIAL_STATE.self, id: 'me' };

function makeRoom(given: Partial<RoomState> = {}) {
  const emitter = new TypedEmitter<RoomClientEvents>();
  const shown: [Toast, number | undefined][] = [];
  const said: string[] = [];
  const dismissed: string[] = [];
  const asked: Moderation[] = [];
  const room = {
    emitter,
    shown,
    said,
    dismissed,
    asked,
    state: stateWith({ self: me, ...given }),
    refusal: null as RoomError | null,
  };
  const client = {
    get state() {
      return room.state;
    },
    on: emitter.on.bind(emitter),
    moderate: (action: Moderation) => {
      asked.push(action);
      return room.refusal ? Promise.reject(room.refusal) : Promise.resolve();
    },
  };
  const toasts = new ModerationToasts(
    client,
    {
      show: (toast, time) => shown.push([toast, time]),
      say: (words) => said.push(words),
      dismiss: (key) => dismissed.push(key),
    },
    () => en,
  );
  /** The state changes, of which the client then tells. */
  const become = (change: Partial<RoomState>): void => {
    const { rules, self } = room.state;
    room.state = { ...room.state, ...change };
    if (change.rules && change.rules !== rules) emitter.emit('ruleschange', { rules: change.rules });
    const permissions = change.self?.permissions;
    if (permissions && permissions !== self.permissions) emitter.emit('permissionschange', { permissions });
  };
  return { ...room, toasts, become, refuse: (code: RoomError['code']) => (room.refusal = new RoomError(code)) };
}

const kinds = (shown: readonly [Toast, number | undefined][]): string[] => shown.map(([{ kind }]) => kind);
const moderator = { ...me, permissions: { ...PARTICIPANT, moderate: true } };

describe('what a moderator does', () => {
  test('is told to whom it happens, by device', () => {
    const { emitter, shown } = makeRoom();
    for (const source of ['microphone', 'camera', 'screen', 'screenaudio', 'custom'] as const) {
      emitter.emit('devicestopped', { source, by: 'ann', peer: null });
    }
    expect(shown.map(([toast]) => toast)).toEqual(
      ['microphone', 'camera', 'screen'].map((device) => ({ key: `stopped:${device}`, kind: 'stopped', device })),
    );
  });

  test('is asked for a minute, until it is done', () => {
    const { emitter, shown, dismissed } = makeRoom();
    emitter.emit('deviceasked', { source: 'microphone', by: 'ann', peer: null });
    expect(shown).toEqual([[{ key: 'asked:microphone', kind: 'asked', device: 'microphone' }, 60_000]]);
    emitter.emit('mediachange', { kind: 'microphone', state: 'starting' });
    // That it was muted before is no news beside it.
    expect(dismissed).toEqual(['stopped:microphone']);
    emitter.emit('mediachange', { kind: 'microphone', state: 'on' });
    expect(dismissed).toContain('asked:microphone');
  });

  test('is not asked for where it is done already', () => {
    const { emitter, shown } = makeRoom({ self: { ...me, camera: 'on' } });
    emitter.emit('deviceasked', { source: 'camera', by: 'ann', peer: null });
    expect(shown).toEqual([]);
  });
});

describe('what changes in the room', () => {
  test('is told when it changes, and not when one comes', () => {
    const { shown, become, emitter, state } = makeRoom({ self: moderator });
    emitter.emit('permissionschange', { permissions: state.self.permissions });
    emitter.emit('ruleschange', { rules: state.rules });
    expect(shown).toEqual([]);
    become({ self: me });
    become({ self: moderator });
    become({ rules: { ...state.rules, locked: true } });
    become({ rules: { ...state.rules, locked: true, lobby: true } });
    become({ rules: { ...state.rules, locked: false, lobby: true } });
    expect(shown.map(([toast]) => toast)).toEqual([
      { key: 'moderator', kind: 'moderator', is: false },
      { key: 'moderator', kind: 'moderator', is: true },
      { key: 'locked', kind: 'locked', is: true },
      { key: 'locked', kind: 'locked', is: false },
    ]);
  });

  test('is no news of the next call', () => {
    const { shown, become, emitter } = makeRoom();
    emitter.emit('statuschange', { status: 'left', previous: 'joined' });
    become({ self: moderator });
    // As it is found.
    emitter.emit('joined', { room: 'standup', peerId: 'me' });
    expect(shown).toEqual([]);
  });

  test('is said where it is only seen: who is shown large, who knocks', () => {
    const { said, become, emitter, state } = makeRoom({ peers: [peer('ann', { name: 'Ann' })] });
    become({ rules: { ...state.rules, spotlight: 'ann' } });
    become({ rules: { ...state.rules, spotlight: 'me' } });
    become({ rules: { ...state.rules, spotlight: null } });
    emitter.emit('knock', { id: 'ben', name: '' });
    const { spotlit } = en.stage;
    expect(said).toEqual([`Ann: ${spotlit}.`, `${en.you}: ${spotlit}.`, en.moderation.wantsIn(en.guest)]);
  });

  test('is told for as long as the server takes to close', () => {
    const { shown, emitter } = makeRoom();
    emitter.emit('draining', { closesIn: 20_000 });
    expect(shown).toEqual([[{ key: 'draining', kind: 'draining' }, 20_000]]);
  });
});

describe('what a moderator asks for', () => {
  const two: Moderation[] = [
    { action: 'admit', id: 'ann' },
    { action: 'admit', id: 'ben' },
  ];

  test('is done one after the other', async () => {
    const { toasts, asked, shown } = makeRoom();
    await toasts.moderate(two);
    expect(asked).toEqual(two);
    expect(shown).toEqual([]);
  });

  test('is told when it does not work', async () => {
    const { toasts, refuse, shown } = makeRoom();
    refuse('not-permitted');
    await toasts.moderate(two);
    expect(shown).toEqual([[{ key: 'failed', kind: 'failed', code: 'not-permitted' }, undefined]]);
  });

  test('goes on with the others where one has gone meanwhile', async () => {
    const { toasts, refuse, shown, asked } = makeRoom();
    refuse('peer-not-found');
    await toasts.moderate(two);
    expect(kinds(shown)).toEqual([]);
    expect(asked).toEqual(two);
  });
});
