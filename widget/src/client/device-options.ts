import type { Publish, RoomOptions } from './room-options.js';

/** Which option says how a device is to begin. */
export const DEVICE_OPTIONS = [
  ['microphone', 'audio'],
  ['camera', 'video'],
] as const;

/** What is never to be asked for is off already. */
export function switched(before: Publish, on: boolean): Publish {
  if (on) return 'on';
  return before === 'none' ? 'none' : 'off';
}

/** With what has this label off, where it is a device. */
export function withoutDevice(options: RoomOptions, label: string): RoomOptions {
  const [, option] = DEVICE_OPTIONS.find(([device]) => device === label) ?? [];
  return option ? { ...options, [option]: switched(options[option], false) } : options;
}
