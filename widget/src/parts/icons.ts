import hand from '@lucide/icons/icons/hand';
import microphoneOff from '@lucide/icons/icons/mic-off';
import pause from '@lucide/icons/icons/pause';
import pin from '@lucide/icons/icons/pin';
import poorConnection from '@lucide/icons/icons/wifi-off';
import type { FULL_ICONS } from './full-icons.js';
import type { MORE_ICONS } from './more-icons.js';

type Shapes = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];

/** The icons of the tiles, which are in the first request. */
const ICONS = {
  hand,
  'microphone-off': microphoneOff,
  pause,
  pin,
  'poor-connection': poorConnection,
};

/** Icons that come with the parts that need them. */
export type LazyIcons = typeof FULL_ICONS | typeof MORE_ICONS;

/** Every icon in use. */
export type IconName = keyof typeof ICONS | keyof typeof FULL_ICONS | keyof typeof MORE_ICONS;

const added: Partial<Record<string, { readonly node: Shapes }>> = {};
const waiting = new Set<() => void>();

/** The parts that need them are there. */
export function addIcons(icons: LazyIcons): void {
  Object.assign(added, icons);
  for (const draw of waiting) draw();
  waiting.clear();
}

/** Calls back when icons were added, for who found that there is none as yet. */
export function awaitIcons(draw: () => void): void {
  waiting.add(draw);
}

/** The shapes of an icon on a 24 x 24 grid, as SVG tag and attributes; none as long as it was not added. */
export function iconShapes(name: IconName): Shapes {
  const icons: Partial<Record<string, { readonly node: Shapes }>> = ICONS;
  return (icons[name] ?? added[name])?.node ?? [];
}
