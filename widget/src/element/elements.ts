import { SfuIcon } from '../parts/icon.js';
import { SfuStage } from '../parts/stage.js';
import { SfuTile } from '../parts/tile.js';
import { SfuRoom } from './sfu-room.js';

/** Every element of the first request, with its tag. Parts come first, so that a room that is there already is drawn complete. */
export const ELEMENTS = {
  'sfu-icon': SfuIcon,
  'sfu-tile': SfuTile,
  'sfu-stage': SfuStage,
  'sfu-room': SfuRoom,
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'sfu-room': SfuRoom;
  }
}

/** Registers `<sfu-room>` and the tiles, where nobody has yet; the other parts follow when they are loaded. */
export function defineElements(): void {
  for (const [tag, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
