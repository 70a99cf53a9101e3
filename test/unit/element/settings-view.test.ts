import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { INITIAL_STATE, type LocalTrack, type RoomState } from '../../../widget/src/client/room-state.js';
import type { RoomStats, TrackStats } from '../../../widget/src/client/stats.js';
import { settingsView, type SettingsFacts } from '../../../widget/src/element/views/settings.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { SettingsView } from '../../../widget/src/parts/views.js';
import { peer, remote, stateWith } from './states.js';

const view = (given: Partial<RoomState>, facts: Partial<SettingsFacts> = {}): SettingsView =>
  settingsView(
    stateWith(given),
    { layout: 'spotlight', selfView: 'float' },
    { name: 'Wanted', stats: null, shortcutsAllowed: true, shortcutsOn: true, ...facts },
    en,
  );

const local = (label: string, given: Partial<LocalTrack> = {}): LocalTrack => ({
  label,
  source: label === 'microphone' || label === 'camera' ? label : 'custom',
  kind: label === 'microphone' ? 'audio' : 'video',
  track: {} as MediaStreamTrack,
  paused: false,
  broadcast: false,
  published: true,
  ...given,
});

const stats = (...tracks: TrackStats[]): RoomStats => ({ at: 0, roundTrip: 40, sending: 5, receiving: 7, tracks });

const track = (id: string, direction: 'send' | 'receive', given: Partial<TrackStats> = {}): TrackStats => ({
  ...{ id, direction, kind: 'video', bitrate: 1_000, loss: 0.5, jitter: 1, codec: 'VP8' },
  ...{ width: 640, height: 360, frameRate: 25, layer: 0, frozen: 0, concealed: null },
  ...given,
});

/** Without what keeps directions apart. */
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/gu, '');

describe('the settings', () => {
  beforeEach(() => vi.stubGlobal('MediaStream', EventTarget));
  afterEach(() => vi.unstubAllGlobals());

  test('show the name in use, else the one that is wanted', () => {
    expect(view({}).name).toBe('Wanted');
    expect(view({ self: { ...INITIAL_STATE.self, name: 'Used' } }).name).toBe('Used');
  });

  test('show how the tiles are laid out', () => {
    expect(view({})).toMatchObject({ layout: 'spotlight', selfView: 'float' });
  });

  test('offer the keys to be turned off, where the page has not done so', () => {
    const shortcuts = (shortcutsAllowed: boolean, shortcutsOn: boolean) =>
      view({}, { shortcutsAllowed, shortcutsOn }).shortcuts;
    expect([shortcuts(true, true), shortcuts(true, false), shortcuts(false, false)]).toEqual([true, false, null]);
  });

  test('preview what is sent, and nothing that is muted', () => {
    const microphone = local('microphone');
    const both = view({ self: { ...INITIAL_STATE.self, tracks: [local('camera'), microphone] } });
    expect(both.preview).not.toBeNull();
    expect(both.voice).toBe(microphone.track);
    const muted = [local('camera', { paused: true }), local('microphone', { paused: true })];
    expect(view({ self: { ...INITIAL_STATE.self, tracks: muted } })).toMatchObject({ preview: null, voice: null });
  });

  test('have no numbers before there are any', () => {
    expect(view({}).numbers).toBeNull();
    expect(view({}, { stats: stats() }).numbers).toEqual({ roundTrip: 40, sending: 5, receiving: 7, tracks: [] });
  });

  test('keep the words in order around a name of another direction', () => {
    const state = { peers: [peer('dana', { name: 'دانا' })], tracks: [remote('dana', 'screen')] };
    const { numbers } = view(state, { stats: stats(track('dana:screen', 'receive')) });
    expect(numbers?.tracks[0]?.name).toBe('\u2068دانا\u2069, screen');
  });

  test('name each track by whose and what it is, one’s own first and the others as in the room', () => {
    const state = {
      self: { ...INITIAL_STATE.self, tracks: [local('camera'), local('slides')] },
      peers: [peer('ann', { name: 'Ann' }), peer('ben', { name: '' })],
      tracks: [remote('ann', 'screen'), remote('ben', 'drawing')],
    };
    const measured = stats(
      track('ben:drawing', 'receive'),
      track('ann:screen', 'receive'),
      track('camera', 'send'),
      track('slides', 'send'),
    );
    expect(view(state, { stats: measured }).numbers?.tracks.map(({ name }) => plain(name))).toEqual([
      'You, camera',
      'You, slides',
      'Ann, screen',
      'Guest, drawing',
    ]);
  });

  test('still name a track that is just gone', () => {
    const { numbers } = view({}, { stats: stats(track('ann:camera', 'receive', { codec: null, loss: null })) });
    expect(numbers?.tracks).toMatchObject([{ codec: '', loss: null }]);
    expect(plain(numbers?.tracks[0]?.name ?? '')).toBe('Guest, ann:camera');
  });
});
