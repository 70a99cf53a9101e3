import { describe, expect, test } from 'vitest';
import { INITIAL_STATE, type Publication, type RoomState } from '../../../widget/src/client/room-state.js';
import { peopleView, type PeopleUi } from '../../../widget/src/element/views/people.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { PersonView } from '../../../widget/src/parts/views.js';
import { peer, stateWith } from './states.js';

const UI: PeopleUi = { volumes: new Map(), pinned: null };

const people = (given: Partial<RoomState>, ui: Partial<PeopleUi> = {}): readonly PersonView[] =>
  peopleView(stateWith(given), { ...UI, ...ui }, en).people;

const publication = (source: 'camera' | 'microphone' | 'screen', paused = false): Publication => ({
  id: `ann:${source}`,
  label: source,
  source,
  kind: source === 'microphone' ? 'audio' : 'video',
  paused,
  broadcast: false,
});

const self = { ...INITIAL_STATE.self, id: 'me', name: 'Me' };

describe('the people', () => {
  test('are oneself first, then the hands as they went up, then the others as they came', () => {
    const peers = [peer('ann'), peer('ben', { hand: 300 }), peer('cem'), peer('dana', { hand: 200 })];
    expect(people({ self, peers }).map(({ name }) => name)).toEqual(['Me', 'dana', 'ben', 'ann', 'cem']);
  });

  test('have names also where none was given', () => {
    const names = people({ self: { ...self, name: '' }, peers: [peer('ann', { name: '' })] }).map(({ name }) => name);
    expect(names).toEqual([en.you, en.guest]);
  });

  test('show what they share, and not what they have muted', () => {
    const publications = [publication('microphone', true), publication('camera'), publication('screen')];
    expect(people({ peers: [peer('ann', { publications })] })[1]).toMatchObject({
      microphone: false,
      camera: true,
      screen: true,
    });
    expect(people({ peers: [peer('ann')] })[1]).toMatchObject({ microphone: false, camera: false, screen: false });
  });

  test('show of oneself what others get: a device that the system keeps is off', () => {
    const own = { ...self, microphone: 'interrupted', camera: 'on', screen: 'starting', hand: 5 } as const;
    expect(people({ self: own })[0]).toMatchObject({
      peerId: null,
      microphone: false,
      camera: true,
      screen: false,
      hand: true,
    });
  });

  test('are told apart by who speaks, who is away and who is pinned', () => {
    const peers = [peer('ann', { connection: 'reconnecting', quality: 'poor' }), peer('ben')];
    const activeSpeaker = { peerId: 'ben', level: -20 };
    const [me, ann, ben] = people({ self, peers, activeSpeaker }, { pinned: 'ann' });
    expect(me).toMatchObject({ speaking: false, away: false, pinned: false });
    expect(ann).toMatchObject({ speaking: false, away: true, quality: 'poor', pinned: true });
    expect(ben).toMatchObject({ speaking: true, away: false, quality: null, pinned: false });
    expect(people({ self }, { pinned: 'self' })[0]?.pinned).toBe(true);
  });

  test('nobody speaks before one is anybody', () => {
    expect(people({})[0]?.speaking).toBe(false);
  });

  test('are played as loud as was chosen, else in full, and say when nothing of them is received', () => {
    const peers = [peer('ann'), peer('ben', { paused: true })];
    const [, ann, ben] = people({ peers }, { volumes: new Map([['ann', 0.3]]) });
    expect(ann).toMatchObject({ volume: 0.3, paused: false });
    expect(ben).toMatchObject({ volume: 1, paused: true });
  });
});
