import type { RoomState } from '../../client/room-state.js';
import type { ControlsView } from '../../parts/views.js';
import type { UiState } from '../ui-controller.js';

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
}

/** What the bar shows of a state. */
export function controlsView(
  { self, devices, peers }: RoomState,
  { panel, layout, fullscreen }: Pick<UiState, 'panel' | 'layout' | 'fullscreen'>,
  { canShare, canFullscreen, full, talking, unread }: ControlsFacts,
): ControlsView {
  return {
    microphone: self.microphone,
    camera: self.camera,
    // What is shared already can be ended anywhere.
    screen: canShare || self.screen === 'on' || self.screen === 'interrupted' ? self.screen : 'none',
    devices,
    hand: self.hand !== null,
    full,
    panel,
    layout,
    fullscreen,
    canFullscreen,
    unread,
    people: peers.length + 1,
    talking,
  };
}
