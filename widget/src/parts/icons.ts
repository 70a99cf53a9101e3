import check from '@lucide/icons/icons/check';
import copy from '@lucide/icons/icons/copy';
import loader from '@lucide/icons/icons/loader-circle';
import leave from '@lucide/icons/icons/log-out';
import microphoneOff from '@lucide/icons/icons/mic-off';
import microphone from '@lucide/icons/icons/mic';
import pause from '@lucide/icons/icons/pause';
import retry from '@lucide/icons/icons/rotate-cw';
import screenOff from '@lucide/icons/icons/screen-share-off';
import screen from '@lucide/icons/icons/screen-share';
import warning from '@lucide/icons/icons/triangle-alert';
import cameraOff from '@lucide/icons/icons/video-off';
import camera from '@lucide/icons/icons/video';
import sound from '@lucide/icons/icons/volume-2';
import close from '@lucide/icons/icons/x';

/** Every icon in use, by what it means here. */
const ICONS = {
  camera,
  'camera-off': cameraOff,
  check,
  close,
  copy,
  leave,
  loader,
  microphone,
  'microphone-off': microphoneOff,
  pause,
  retry,
  screen,
  'screen-off': screenOff,
  sound,
  warning,
};

export type IconName = keyof typeof ICONS;

/** The shapes of an icon on a 24 x 24 grid, as SVG tag and attributes. */
export function iconShapes(
  name: IconName,
): readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[] {
  return ICONS[name].node;
}
