import { describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { lobbyView, type LobbyFacts } from '../../../widget/src/element/lobby-view.js';
import { en } from '../../../widget/src/i18n/en.js';
import { stateWith } from './states.js';

const FACTS: LobbyFacts = { room: 'standup', name: 'Ann', audio: 'on', video: 'none', reason: 'left' };

describe('the lobby', () => {
  test('offers to join, with what will be on', () => {
    expect(lobbyView(stateWith({ status: 'idle' }), FACTS, en)).toMatchObject({
      mode: 'ready',
      heading: 'standup',
      action: en.join,
      name: 'Ann',
      microphone: 'on',
      camera: 'none',
    });
  });

  test('has nothing to offer while joining, or without a room', () => {
    expect(lobbyView(stateWith({ status: 'joining' }), FACTS, en)).toMatchObject({ mode: 'joining', action: null });
    expect(lobbyView(stateWith({ status: 'idle' }), { ...FACTS, room: '' }, en)).toMatchObject({
      heading: en.noRoom,
      action: null,
    });
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
