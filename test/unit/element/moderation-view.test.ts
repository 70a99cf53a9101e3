import { describe, expect, test } from 'vitest';
import { INITIAL_STATE, type Publication, type RoomState } from '../../../widget/src/client/room-state.js';
import { PARTICIPANT } from '../../../widget/src/protocol/permissions.js';
import { actionsFor, moderationView } from '../../../widget/src/element/views/moderation.js';
import { peopleView } from '../../../widget/src/element/views/people.js';
import { en } from '../../../widget/src/i18n/en.js';
import { peer, stateWith } from './states.js';

const publication = (peerId: string, source: 'camera' | 'microphone' | 'screen', paused = false): Publication => ({
  id: `${peerId}:${source}`,
  label: source,
  source,
  kind: source === 'microphone' ? 'audio' : 'video',
  paused,
  broadcast: false,
});

const all = (peerId: string): Publication[] =>
  (['microphone', 'camera', 'screen'] as const).map((source) => publication(peerId, source));

const moderating = (given: Partial<RoomState> = {}): RoomState =>
  stateWith({ self: { ...INITIAL_STATE.self, id: 'me', permissions: { ...PARTICIPANT, moderate: true } }, ...given });

const names = (id: string, state: RoomState): string[] => {
  const found = state.peers.find((one) => one.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return actionsFor(found, state).map(({ name }) => name);
};

describe('who moderates', () => {
  test('stops what one sends, and asks for a microphone that is off', () => {
    const peers = [
      peer('ann', { publications: all('ann') }),
      peer('ben', { publications: [publication('ben', 'microphone', true)] }),
    ];
    const rest = ['spotlight', 'promote', 'remove', 'ban'];
    const state = moderating({ peers });
    expect(names('ann', state)).toEqual(['mute', 'stop-camera', 'stop-screen', ...rest]);
    expect(names('ben', state)).toEqual(['ask', ...rest]);
  });

  test('asks the server for exactly what each button says', () => {
    const ann = peer('ann', { publications: all('ann') });
    const asks = Object.fromEntries(
      actionsFor(ann, moderating({ peers: [ann] })).map((action) => [action.name, action.asks]),
    );
    expect(asks).toEqual({
      mute: { action: 'stop', peerId: 'ann', source: 'microphone' },
      'stop-camera': { action: 'stop', peerId: 'ann', source: 'camera' },
      'stop-screen': { action: 'stop', peerId: 'ann', source: 'screen' },
      spotlight: { action: 'rule', rules: { spotlight: 'ann' } },
      promote: { action: 'permit', peerId: 'ann', permissions: { moderate: true } },
      remove: { action: 'remove', peerId: 'ann' },
      ban: { action: 'remove', peerId: 'ann', ban: true },
    });
  });

  test('takes back what holds already', () => {
    const ann = peer('ann', { moderator: true });
    const state = moderating({ peers: [ann], rules: { locked: false, lobby: false, spotlight: 'ann' } });
    const asks = actionsFor(ann, state);
    expect(asks).toContainEqual({ name: 'end-spotlight', asks: { action: 'rule', rules: { spotlight: null } } });
    expect(asks).toContainEqual({
      name: 'demote',
      asks: { action: 'permit', peerId: 'ann', permissions: { moderate: false } },
    });
  });

  test('may put themselves into the spotlight, and no more', () => {
    expect(actionsFor(null, moderating())).toEqual([
      { name: 'spotlight', asks: { action: 'rule', rules: { spotlight: 'me' } } },
    ]);
  });

  test('sees the rules, who waits under which name, and mutes those who are heard', () => {
    const peers = [peer('ann', { publications: all('ann') }), peer('ben')];
    const knocks = [
      { id: 'cem', name: 'Cem' },
      { id: 'dana', name: '' },
    ];
    const rules = { locked: true, lobby: true, spotlight: null };
    expect(moderationView(moderating({ peers, knocks, rules }), en)).toMatchObject({
      locked: true,
      lobby: true,
      knocks: [
        { id: 'cem', name: 'Cem' },
        { id: 'dana', name: en.guest },
      ],
      muteAll: [{ action: 'stop', peerId: 'ann', source: 'microphone' }],
    });
  });
});

describe('who does not moderate', () => {
  test('has nothing to do with anyone, and sees nobody who waits', () => {
    const ann = peer('ann', { publications: all('ann'), moderator: true, role: 'teacher' });
    const state = stateWith({ self: { ...INITIAL_STATE.self, id: 'me' }, peers: [ann] });
    const view = peopleView(state, { volumes: new Map(), pinned: null }, en);
    expect(view.moderation).toBeNull();
    expect(view.people.map(({ actions }) => actions)).toEqual([[], []]);
    expect(view.people[1]).toMatchObject({ moderator: true, role: 'teacher', spotlit: false });
  });
});
