/** Where a track comes from. */
export type Source = 'camera' | 'microphone' | 'screen' | 'screenaudio' | 'custom';

export const SOURCES = ['camera', 'microphone', 'screen', 'screenaudio', 'custom'] as const satisfies readonly Source[];
