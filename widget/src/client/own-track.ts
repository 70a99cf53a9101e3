import type { Source } from '../protocol/snapshot.js';
import type { WantedTrack } from './intent.js';

export type OwnSource = Exclude<Source, 'custom'>;

/** How they are sent is a matter of the room's options. */
const SENT = { broadcast: false, encodings: null, codec: null };

/**
 * A track of this browser's own devices; its label is its source.
 * @param track null: what sends it goes on without
 */
export function ownTrack(source: OwnSource, track: MediaStreamTrack | null, paused: boolean): WantedTrack {
  const kind = source === 'microphone' || source === 'screenaudio' ? 'audio' : 'video';
  return { label: source, source, kind, track, paused, device: true, ...SENT };
}
