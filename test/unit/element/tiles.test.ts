import { describe, expect, test, vi } from 'vitest';
import { stageView } from '../../../widget/src/element/tiles.js';
import { en } from '../../../widget/src/i18n/en.js';
import { INITIAL_STATE, type LocalTrack } from '../../../widget/src/client/room-state.js';
import { peer, remote, stateWith } from './states.js';

const keys = (view: ReturnType<typeof stageView>): string[] => view.tiles.map(({ key }) => key);

describe('the stage', () => {
  test('shows oneself first, then the others as they came', () => {
    const view = stageView(stateWith({ peers: [peer('ann'), peer('bo')] }), en);
    expect(keys(view)).toEqual(['self', 'ann', 'bo']);
    expect(view).toMatchObject({ featured: false, dimmed: false });
  });

  test('features the screens of others before everything', () => {
    const tracks = [remote('ann', 'camera'), remote('ann', 'screen')];
    const view = stageView(stateWith({ peers: [peer('ann')], tracks }), en);
    expect(keys(view)).toEqual(['ann:screen', 'self', 'ann']);
    expect(view.featured).toBe(true);
    expect(view.tiles[0]).toMatchObject({ name: 'ann’s screen', whole: true, mirrored: false, muted: false });
  });

  test('gives a track of the page a tile of its own beside the camera', () => {
    const tracks = [remote('ann', 'slides')];
    const view = stageView(stateWith({ peers: [peer('ann')], tracks }), en);
    expect(keys(view)).toEqual(['self', 'ann', 'ann:slides']);
    expect(view.tiles[2]).toMatchObject({ name: 'slides', whole: true });
  });

  test('mirrors the own camera and not the own screen, which is not featured', () => {
    vi.stubGlobal('MediaStream', EventTarget);
    const local = (label: 'camera' | 'screen', paused = false): LocalTrack => ({
      label,
      source: label,
      kind: 'video',
      track: {} as MediaStreamTrack,
      paused,
      broadcast: false,
      published: true,
    });
    const self = { ...INITIAL_STATE.self, tracks: [local('camera'), local('screen')] };
    const view = stageView(stateWith({ self }), en);
    expect(view).toMatchObject({ featured: false });
    expect(view.tiles).toMatchObject([
      { key: 'self', mirrored: true, whole: false },
      { key: 'self:screen', mirrored: false, whole: true, name: 'Your screen' },
    ]);
    expect(stageView(stateWith({ self }), en).tiles[0]?.stream).toBe(view.tiles[0]?.stream);
    const off = { ...self, tracks: [local('camera', true)] };
    expect(stageView(stateWith({ self: off }), en).tiles[0]?.stream).toBeNull();
    vi.unstubAllGlobals();
  });

  test('shows the avatar in place of a paused camera, and a mark when it is not the publisher who paused', () => {
    const paused = (by: 'publisher' | 'local') =>
      stageView(stateWith({ peers: [peer('ann')], tracks: [remote('ann', 'camera', { pausedBy: [by] })] }), en)
        .tiles[1];
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
    const view = stageView(stateWith({ peers }), en);
    expect(view.tiles.slice(1).map(({ muted }) => muted)).toEqual([true, true, false]);
  });

  test('tells who speaks, who is away, and that oneself is', () => {
    const peers = [peer('ann', { connection: 'reconnecting' }), peer('bo')];
    const state = stateWith({ status: 'reconnecting', peers, activeSpeaker: { peerId: 'bo', level: -30 } });
    const view = stageView(state, en);
    expect(view.dimmed).toBe(true);
    expect(view.tiles).toMatchObject([
      { speaking: false },
      { away: true, speaking: false, description: 'ann, muted, reconnecting' },
      { away: false, speaking: true },
    ]);
  });

  test('calls the nameless by what they are', () => {
    const view = stageView(stateWith({ peers: [peer('ann', { name: '' })] }), en);
    expect(view.tiles.map(({ name }) => name)).toEqual(['You', 'Guest']);
  });
});
