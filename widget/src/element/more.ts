import { SfuChat } from '../parts/chat.js';
import { SfuConfirm } from '../parts/confirm.js';
import { SfuDeviceMenu } from '../parts/device-menu.js';
import { SfuDialog } from '../parts/dialog.js';
import { SfuMenu } from '../parts/menu.js';
import { SfuMeter } from '../parts/meter.js';
import { SfuModeration } from '../parts/moderation.js';
import { SfuMoreMenu } from '../parts/more-menu.js';
import { SfuPanel } from '../parts/panel.js';
import { SfuPeople } from '../parts/people.js';
import { SfuReactions } from '../parts/reactions.js';
import { SfuSettings } from '../parts/settings.js';
import { SfuShortcuts } from '../parts/shortcuts.js';

export const ELEMENTS = {
  'sfu-menu': SfuMenu,
  'sfu-dialog': SfuDialog,
  'sfu-meter': SfuMeter,
  'sfu-device-menu': SfuDeviceMenu,
  'sfu-more-menu': SfuMoreMenu,
  'sfu-reactions': SfuReactions,
  'sfu-chat': SfuChat,
  'sfu-confirm': SfuConfirm,
  'sfu-moderation': SfuModeration,
  'sfu-people': SfuPeople,
  'sfu-panel': SfuPanel,
  'sfu-settings': SfuSettings,
  'sfu-shortcuts': SfuShortcuts,
} as const;

export { MORE_ICONS as ICONS } from '../parts/more-icons.js';
export { playTestSound } from './test-sound.js';
