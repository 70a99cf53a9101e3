import { SfuControls } from '../parts/controls.js';
import { SfuLobby } from '../parts/lobby.js';
import { SfuNotice } from '../parts/notice.js';
import { SfuPager } from '../parts/pager.js';
import { TileMotion } from '../parts/tile-motion.js';
import { SfuToggle } from '../parts/toggle.js';

export const ELEMENTS = {
  'sfu-toggle': SfuToggle,
  'sfu-controls': SfuControls,
  'sfu-notice': SfuNotice,
  'sfu-pager': SfuPager,
  'sfu-lobby': SfuLobby,
} as const;

/** One for all rooms of the page. */
export const MOTION = new TileMotion();

export { FULL_ICONS as ICONS } from '../parts/full-icons.js';
export { FullUi } from './full-ui.js';
