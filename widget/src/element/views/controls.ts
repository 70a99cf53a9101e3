import type { RoomState } from '../../client/room-state.js';
import type { ControlsView } from '../../parts/views.js';
import { isInRoom } from '../call-status.js';
import type { UiState } from '../ui-controller.js';
import { isWaiting } from '../waiting.js';

export interface ControlsFacts {
  /** The browser lets a page share the screen. */
  readonly canShare: boolean;
  readonly canFullscreen: boolean;
  /** The bar has everything, and not only the devices and the way out. */
  readonly full: boolean;
  /** The microphone is open for as long as a key is held. */
  readonly talking: boolean;
  /** Messages since the chat was last in sight. */
  readonly unread: number;
  /** The page lets single keys be heard. */
  readonly shortcutsAllowed: boolean;
}

/** What the bar shows of a state. */
export function controlsView(
  { status, self, devices, peers, knocks }: RoomState,
  { panel, layout, fullscreen }: Pick<UiState, 'panel' | 'layout' | 'fullscreen'>,
  { canShare, canFullscreen, full, talking, unread, shortcutsAllowed }: ControlsFacts,
): ControlsView {
  const { publish, chat } = self.permissions;
  return {
    microphone: publish.includes('microphone') ? self.microphone : 'none',
    camera: publish.includes('camera') ? self.camera : 'none',
    // What is shared already can be ended anywhere.
    screen:
      (canShare && publish.includes('screen')) || self.screen === 'on' || self.screen === 'interrupted'
        ? self.screen
        : 'none',
    devices,
    hand: self.hand !== null,
    // A bar that the page placed by hand is there outside of the room as well.
    full: full && isInRoom(status),
    inCall: isInRoom(status) || isWaiting(status),
    panel,
    layout,
    fullscreen,
    canFullscreen,
    unread,
    people: peers.length + 1,
    knocks: knocks.length,
    mayReact: chat,
    talking,
    shortcuts: shortcutsAllowed,
  };
}
