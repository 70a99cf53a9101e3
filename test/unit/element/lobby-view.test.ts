import { beforeAll, describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { INITIAL_STATE, type LocalTrack, type RoomState } from '../../../widget/src/client/room-state.js';
import { lobbyView, type LobbyFacts } from '../../../widget/src/element/views/lobby.js';
import { en } from '../../../widget/src/i18n/en.js';
import { stateWith } from './states.js';

const FACTS: LobbyFacts = {
  room: 'standup',
  name: 'Ann',
  audio: 'on',
  video: 'none',
  permission: 'granted',
  errors: [],
  reason: 'left',
};

const own = (source: 'camera' | 'microphone', given: Partial<LocalTrack> = {}): LocalTrack => ({
  label: source,
  source,
  kind: source === 'camera' ? 'video' : 'audio',
  track: { source } as unknown as MediaStreamTrack,
  paused: false,
  broadcast: false,
  published: false,
  ...given,
});

const inLobby = (self: Partial<RoomState['self']>, given: Partial<RoomState> = {}): RoomState =>
  stateWith({ status: 'lobby', self: { ...INITIAL_STATE.self, ...self }, ...given });

describe('the lobby', () => {
  beforeAll(() => {
    Object.assign(globalThis, {
      MediaStream: class {
        constructor(readonly tracks: readonly unknown[]) {}
      },
    });
  });

  test('offers to join, with what will be on', () => {
    expect(lobbyView(stateWith({ status: 'idle' }), FACTS, en)).toMatchObject({
      mode: 'ready',
      heading: 'standup',
      action: en.join,
      name: 'Ann',
      microphone: 'on',
      camera: 'none',
      preview: null,
      voice: null,
      present: null,
    });
  });

  test('shows what others will see and hear, and nothing of what is turned off', () => {
    const both = [own('camera'), own('microphone')];
    const view = lobbyView(inLobby({ microphone: 'on', camera: 'on', tracks: both }), FACTS, en);
    expect(view.preview).toMatchObject({ tracks: [{ source: 'camera' }] });
    expect(view.voice).toEqual({ source: 'microphone' });
    const muted = [own('camera', { track: null }), own('microphone', { paused: true })];
    expect(lobbyView(inLobby({ microphone: 'off', camera: 'off', tracks: muted }), FACTS, en)).toMatchObject({
      microphone: 'off',
      camera: 'off',
      preview: null,
      voice: null,
    });
  });

  test('gives the same stream for the same camera, so that the picture does not start anew', () => {
    const state = inLobby({ camera: 'on', tracks: [own('camera')] });
    expect(lobbyView(state, FACTS, en).preview).toBe(lobbyView(state, FACTS, en).preview);
  });

  test('shows what is wished for as long as the browser was not asked, and what is once it was', () => {
    const state = inLobby({ microphone: 'off', camera: 'failed' });
    const facts = { ...FACTS, video: 'on' } as const;
    expect(lobbyView(state, { ...facts, permission: 'needed' }, en)).toMatchObject({
      permission: 'needed',
      microphone: 'on',
      camera: 'on',
    });
    expect(lobbyView(state, facts, en)).toMatchObject({ microphone: 'off', camera: 'failed' });
  });

  test('asks for no permission where nothing is wanted', () => {
    const facts = { ...FACTS, audio: 'none', permission: 'needed' } as const;
    expect(lobbyView(stateWith({ status: 'idle' }), facts, en).permission).toBe('granted');
  });

  test('tells who is in already', () => {
    const state = inLobby({}, { present: [{ name: 'Bob' }, { name: '' }] });
    expect(lobbyView(state, FACTS, en).present).toEqual(['Bob', '']);
  });

  test('says what is wrong with the devices, and leaves the rest to others', () => {
    const errors = ['camera-in-use', 'server-unreachable'] as const;
    const facts = { ...FACTS, errors: errors.map((code) => new RoomError(code)) };
    expect(lobbyView(inLobby({}), facts, en).problems).toEqual([
      { key: 'camera-in-use', text: en.errors['camera-in-use'] },
    ]);
  });

  test('says once that camera and microphone are refused', () => {
    const errors = ['microphone-refused', 'camera-refused', 'camera-refused'] as const;
    const facts = { ...FACTS, errors: errors.map((code) => new RoomError(code)) };
    expect(lobbyView(inLobby({}), facts, en).problems).toEqual([{ key: 'refused', text: en.lobby.bothRefused }]);
  });

  test('has nothing to offer while joining, or without a room', () => {
    expect(lobbyView(stateWith({ status: 'joining' }), FACTS, en)).toMatchObject({ mode: 'joining', action: null });
    expect(lobbyView(stateWith({ status: 'idle' }), { ...FACTS, room: '' }, en)).toMatchObject({
      heading: en.noRoom,
      action: null,
    });
  });

  test('waits at the door with one’s own picture, and nothing to fill in', () => {
    const state = inLobby({ camera: 'on', tracks: [own('camera')] }, { status: 'knocking' });
    const view = lobbyView(state, { ...FACTS, video: 'on', permission: 'needed' }, en);
    expect(view).toMatchObject({
      mode: 'knocking',
      heading: en.moderation.knocking,
      text: en.moderation.knockingText,
      action: en.moderation.cancel,
      camera: 'on',
      permission: 'granted',
    });
    expect(view.preview).not.toBeNull();
  });

  test('says why one may not come in, and offers to try again unless that is for good', () => {
    const failed = (code: 'room-locked' | 'knock-denied' | 'banned' | 'room-full' | 'token-expired') =>
      lobbyView(stateWith({ status: 'failed', error: new RoomError(code) }), FACTS, en);
    for (const code of ['room-locked', 'knock-denied', 'room-full', 'token-expired'] as const) {
      expect(failed(code)).toMatchObject({
        heading: en.moderation.refused,
        text: en.errors[code],
        action: en.tryAgain,
      });
    }
    expect(failed('banned')).toMatchObject({ text: en.errors.banned, action: null });
  });

  test('says why a call is over', () => {
    expect(lobbyView(stateWith({ status: 'left' }), { ...FACTS, reason: 'replaced' }, en)).toMatchObject({
      mode: 'left',
      heading: en.left.replaced,
      action: en.joinAgain,
    });
  });

  test('says a failure in words and keeps its code for the details', () => {
    const state = stateWith({ status: 'failed', error: new RoomError('server-unreachable') });
    const view = lobbyView(state, FACTS, en);
    expect(view).toMatchObject({ mode: 'failed', text: en.errors['server-unreachable'], action: en.tryAgain });
    expect(view.text).not.toContain('server-unreachable');
    expect(view.details).toContain('server-unreachable');
  });
});
