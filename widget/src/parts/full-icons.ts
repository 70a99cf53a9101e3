import check from '@lucide/icons/icons/check';
import previous from '@lucide/icons/icons/chevron-left';
import next from '@lucide/icons/icons/chevron-right';
import copy from '@lucide/icons/icons/copy';
import loader from '@lucide/icons/icons/loader-circle';
import leave from '@lucide/icons/icons/log-out';
import chat from '@lucide/icons/icons/message-square';
import microphone from '@lucide/icons/icons/mic';
import retry from '@lucide/icons/icons/rotate-cw';
import screen from '@lucide/icons/icons/screen-share';
import screenOff from '@lucide/icons/icons/screen-share-off';
import warning from '@lucide/icons/icons/triangle-alert';
import people from '@lucide/icons/icons/users';
import camera from '@lucide/icons/icons/video';
import cameraOff from '@lucide/icons/icons/video-off';
import sound from '@lucide/icons/icons/volume-2';
import close from '@lucide/icons/icons/x';

/** The icons of the UI around the tiles. */
export const FULL_ICONS = {
  camera,
  'camera-off': cameraOff,
  chat,
  check,
  close,
  copy,
  leave,
  loader,
  microphone,
  next,
  people,
  previous,
  retry,
  screen,
  'screen-off': screenOff,
  sound,
  warning,
};
