import { SfuControls } from '../parts/controls.js';
import { SfuIcon } from '../parts/icon.js';
import { SfuLobby } from '../parts/lobby.js';
import { SfuNotice } from '../parts/notice.js';
import { SfuStage } from '../parts/stage.js';
import { SfuTile } from '../parts/tile.js';
import { SfuToggle } from '../parts/toggle.js';
import { SfuRoom } from './sfu-room.js';

/** Every element with its tag. Parts come first, so that a room that is there already is drawn complete. */
export const ELEMENTS = {
  'sfu-icon': SfuIcon,
  'sfu-toggle': SfuToggle,
  'sfu-controls': SfuControls,
  'sfu-notice': SfuNotice,
  'sfu-tile': SfuTile,
  'sfu-stage': SfuStage,
  'sfu-lobby': SfuLobby,
  'sfu-room': SfuRoom,
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'sfu-room': SfuRoom;
  }
}

/** Registers `<sfu-room>` and its parts, where nobody has yet. */
export function defineElements(): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
