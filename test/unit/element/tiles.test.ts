import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { INITIAL_STATE, type LocalTrack, type RoomState } from '../../../widget/src/client/room-state.js';
import { tilesOf, type Tiles, type TileUi } from '../../../widget/src/element/views/tiles.js';
import { en } from '../../../widget/src/i18n/en.js';
import { peer, remote, stateWith } from './states.js';

const UI: TileUi = { pinned: null, reactions: new Map() };

const tiles = (given: Partial<RoomState>, ui: Partial<TileUi> = {}): Tiles =>
  tilesOf(stateWith(given), { ...UI, ...ui }, en);

const local = (label: 'camera' | 'screen', paused = false): LocalTrack => ({
  label,
  source: label,
  kind: 'video',
  track: {} as MediaStreamTrack,
  paused,
  broadcast: false,
  published: true,
});

describe('a tile', () => {
  beforeEach(() => vi.stubGlobal('MediaStream', EventTarget));
  afterEach(() => vi.unstubAllGlobals());

  test('mirrors the own camera and not the own screen', () => {
    const self = { ...INITIAL_STATE.self, tracks: [local('camera'), local('screen')] };
    const { self: own, own: others } = tiles({ self });
    expect(own).toMatchObject({ key: 'self', peerId: null, source: 'camera', mirrored: true, whole: false });
    expect(others).toMatchObject([
      { key: 'self:screen', source: 'screen', mirrored: false, whole: true, name: 'Your screen' },
    ]);
    expect(tiles({ self }).self.stream).toBe(own.stream);
    expect(tiles({ self: { ...self, tracks: [local('camera', true)] } }).self.stream).toBeNull();
  });

  test('shows a screen of somebody else whole, under their name', () => {
    const { screens, others } = tiles({ peers: [peer('ann')], tracks: [remote('ann', 'screen')] });
    expect(screens).toMatchObject([
      { key: 'ann:screen', peerId: 'ann', name: 'ann’s screen', whole: true, muted: false },
    ]);
    expect(others).toMatchObject([{ key: 'ann', track: null, stream: null }]);
  });

  test('of its own shows a track of the page, beside the camera', () => {
    const { others } = tiles({ peers: [peer('ann')], tracks: [remote('ann', 'slides')] });
    expect(others).toMatchObject([
      { key: 'ann' },
      { key: 'ann:slides', name: 'slides', source: 'custom', whole: true },
    ]);
  });

  test('shows the avatar in place of a paused camera, and a mark when it is not the publisher who paused', () => {
    const paused = (by: 'publisher' | 'local') =>
      tiles({ peers: [peer('ann')], tracks: [remote('ann', 'camera', { pausedBy: [by] })] }).others[0];
    expect(paused('publisher')).toMatchObject({ stream: null, paused: false });
    expect(paused('local')).toMatchObject({ stream: null, paused: true, description: 'ann, muted, paused' });
  });

  test('marks as muted who publishes no microphone, or a muted one', () => {
    const microphone = { id: 'm', label: 'microphone', source: 'microphone', kind: 'audio', broadcast: false } as const;
    const peers = [
      peer('none'),
      peer('off', { publications: [{ ...microphone, paused: true }] }),
      peer('on', { publications: [{ ...microphone, paused: false }] }),
    ];
    expect(tiles({ peers }).others.map(({ muted }) => muted)).toEqual([true, true, false]);
  });

  test('tells who speaks and who is away', () => {
    const peers = [peer('ann', { connection: 'reconnecting' }), peer('bo')];
    const { self, others } = tiles({ peers, activeSpeaker: { peerId: 'bo', level: -30 } });
    expect([self, ...others]).toMatchObject([
      { speaking: false },
      { away: true, speaking: false, description: 'ann, muted, reconnecting' },
      { away: false, speaking: true, description: 'bo, speaking, muted' },
    ]);
  });

  test('says in words what its marks show', () => {
    const peers = [peer('ann', { hand: 1_000, quality: 'poor' }), peer('bo', { quality: 'fair' })];
    const { others } = tiles({ peers }, { pinned: 'ann' });
    expect(others).toMatchObject([
      {
        hand: true,
        quality: 'poor',
        pinned: true,
        description: 'ann, hand raised, muted, poor connection, pinned',
      },
      { hand: false, quality: 'fair', pinned: false, description: 'bo, muted' },
    ]);
  });

  test('shows what its peer has just shown, and only the camera’s does', () => {
    const heart = { key: '1', text: '❤️' };
    const state = { peers: [peer('ann'), peer('bo')], tracks: [remote('ann', 'screen')] };
    const { self, screens, others } = tiles(state, { reactions: new Map([['ann', heart]]) });
    expect(others.map(({ reaction }) => reaction)).toEqual([heart, null]);
    expect([self, ...screens].map(({ reaction }) => reaction)).toEqual([null, null]);
    expect(tiles(state, { reactions: new Map([['self', heart]]) }).self.reaction).toBe(heart);
  });

  test('calls the nameless by what they are', () => {
    const { self, others } = tiles({ peers: [peer('ann', { name: '' })] });
    expect([self, ...others].map(({ name }) => name)).toEqual(['You', 'Guest']);
  });
});
