import { describe, expect, test } from 'vitest';
import { INITIAL_STATE, type MediaState, type RoomStatus } from '../../../widget/src/client/room-state.js';
import { PARTICIPANT } from '../../../widget/src/protocol/permissions.js';
import { controlsView, type ControlsFacts } from '../../../widget/src/element/views/controls.js';
import { peer, stateWith } from './states.js';

const FACTS: ControlsFacts = {
  canShare: true,
  canFullscreen: true,
  full: true,
  talking: false,
  unread: 2,
  shortcutsAllowed: true,
};
const UI = { panel: 'chat', layout: 'spotlight', fullscreen: false } as const;

describe('the bar', () => {
  test('shows the own devices and hand, and counts oneself among the people', () => {
    const self = { ...INITIAL_STATE.self, microphone: 'on', camera: 'interrupted', hand: 1_000 } as const;
    const state = stateWith({ status: 'joined', self, peers: [peer('b'), peer('c')] });
    expect(controlsView(state, UI, FACTS)).toEqual({
      microphone: 'on',
      camera: 'interrupted',
      screen: 'off',
      devices: INITIAL_STATE.devices,
      hand: true,
      full: true,
      inCall: true,
      panel: 'chat',
      layout: 'spotlight',
      fullscreen: false,
      canFullscreen: true,
      unread: 2,
      people: 3,
      knocks: 0,
      mayReact: true,
      talking: false,
      shortcuts: true,
    });
  });

  test('offers nothing that one may not do, and counts who waits', () => {
    const permissions = { ...PARTICIPANT, publish: ['camera' as const], chat: false };
    const self = { ...INITIAL_STATE.self, microphone: 'off', camera: 'on', permissions } as const;
    const view = controlsView(stateWith({ self, knocks: [{ id: 'ann', name: 'Ann' }] }), UI, FACTS);
    expect(view).toMatchObject({ microphone: 'none', camera: 'on', screen: 'none', mayReact: false, knocks: 1 });
  });

  test('offers of the room only what there is outside of it, and the way out while one is on the way in', () => {
    const offered = (status: RoomStatus): unknown => {
      const { full, inCall } = controlsView(stateWith({ status }), UI, FACTS);
      return { full, inCall };
    };
    for (const status of ['joined', 'reconnecting'] as const) {
      expect(offered(status)).toEqual({ full: true, inCall: true });
    }
    for (const status of ['joining', 'knocking'] as const) {
      expect(offered(status)).toEqual({ full: false, inCall: true });
    }
    for (const status of ['idle', 'lobby', 'left', 'failed'] as const) {
      expect(offered(status)).toEqual({ full: false, inCall: false });
    }
  });

  test('offers no screen where the browser shares none, but ends what is shared', () => {
    const screen = (is: MediaState) =>
      controlsView(stateWith({ self: { ...INITIAL_STATE.self, screen: is } }), UI, { ...FACTS, canShare: false })
        .screen;
    expect(screen('off')).toBe('none');
    expect(screen('failed')).toBe('none');
    expect(screen('on')).toBe('on');
    expect(screen('interrupted')).toBe('interrupted');
  });
});
