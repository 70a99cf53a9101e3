import send from '@lucide/icons/icons/arrow-up';
import ban from '@lucide/icons/icons/ban';
import chevron from '@lucide/icons/icons/chevron-down';
import door from '@lucide/icons/icons/door-open';
import more from '@lucide/icons/icons/ellipsis';
import react from '@lucide/icons/icons/face-slightly-smiling-plus';
import keyboard from '@lucide/icons/icons/keyboard';
import grid from '@lucide/icons/icons/layout-grid';
import spotlight from '@lucide/icons/icons/layout-panel-left';
import lock from '@lucide/icons/icons/lock';
import unlock from '@lucide/icons/icons/lock-open';
import fullscreen from '@lucide/icons/icons/maximize';
import fullscreenExit from '@lucide/icons/icons/minimize';
import move from '@lucide/icons/icons/move';
import corner from '@lucide/icons/icons/picture-in-picture';
import pictureInPicture from '@lucide/icons/icons/picture-in-picture-2';
import pinOff from '@lucide/icons/icons/pin-off';
import play from '@lucide/icons/icons/play';
import search from '@lucide/icons/icons/search';
import settings from '@lucide/icons/icons/settings';
import moderator from '@lucide/icons/icons/shield';
import demote from '@lucide/icons/icons/shield-off';
import promote from '@lucide/icons/icons/shield-plus';
import spotlit from '@lucide/icons/icons/spotlight';
import discard from '@lucide/icons/icons/trash';
import remove from '@lucide/icons/icons/user-minus';
import fairConnection from '@lucide/icons/icons/wifi-high';

/** The icons of the parts that come later, and of what is seen only once one does something; the first request goes without them. */
export const MORE_ICONS = {
  ban,
  chevron,
  corner,
  demote,
  discard,
  door,
  'fair-connection': fairConnection,
  fullscreen,
  'fullscreen-exit': fullscreenExit,
  grid,
  keyboard,
  lock,
  moderator,
  more,
  move,
  'picture-in-picture': pictureInPicture,
  'pin-off': pinOff,
  play,
  promote,
  react,
  remove,
  search,
  send,
  settings,
  spotlight,
  spotlit,
  unlock,
};
