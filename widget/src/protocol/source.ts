import type { MediaKind } from 'mediasoup-client/types';

/** Where a track comes from. */
export type Source = 'camera' | 'microphone' | 'screen' | 'screenaudio' | 'custom';

export const SOURCES = ['camera', 'microphone', 'screen', 'screenaudio', 'custom'] as const satisfies readonly Source[];

/** What tracks of each source are: sound that calls itself a camera's is refused. */
export const SOURCE_KINDS: Readonly<Record<Source, readonly MediaKind[]>> = {
  camera: ['video'],
  microphone: ['audio'],
  screen: ['video'],
  screenaudio: ['audio'],
  custom: ['audio', 'video'],
};
