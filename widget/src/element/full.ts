import { SfuControls } from '../parts/controls.js';
import { SfuLobby } from '../parts/lobby.js';
import { SfuNotice } from '../parts/notice.js';
import { SfuToggle } from '../parts/toggle.js';

export const ELEMENTS = {
  'sfu-toggle': SfuToggle,
  'sfu-controls': SfuControls,
  'sfu-notice': SfuNotice,
  'sfu-lobby': SfuLobby,
} as const;

export { FULL_ICONS as ICONS } from '../parts/full-icons.js';
export { FullUi } from './full-ui.js';
