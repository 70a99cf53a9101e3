import { LABEL_PATTERN, MAX_LAYERS } from '../protocol/limits.js';
import { SOURCES } from '../protocol/source.js';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';
import type { PublishOptions, RoomOptions, SendOptions } from './room-options.js';

/**
 * What `publish()` asks for, as intent.
 * @throws RoomError label-invalid, payload-invalid, media-rejected, track-ended
 */
export function wantedTrack(
  track: MediaStreamTrack | null | undefined,
  options: Partial<PublishOptions> = {},
): WantedTrack {
  const { label, source = 'custom', broadcast = false } = options;
  if (typeof label !== 'string' || !LABEL_PATTERN.test(label)) throw new RoomError('label-invalid');
  // `stream.getVideoTracks()[0]` of a stream without video.
  if (!track) throw new RoomError('media-rejected', 'There is no track to publish.');
  if (!SOURCES.includes(source)) throw new RoomError('payload-invalid', `source: not one of ${SOURCES.join(', ')}`);
  if (Array.isArray(options.encodings) && options.encodings.length > MAX_LAYERS) {
    throw new RoomError('payload-invalid', `encodings: more than ${String(MAX_LAYERS)}`);
  }
  if (track.readyState === 'ended') throw new RoomError('track-ended');
  const kind = track.kind === 'audio' ? 'audio' : 'video';
  return asSent({ label, source, kind, track, paused: false, broadcast, device: false }, options);
}

/** A track of this client's own devices, as the options have it sent. */
export function deviceTrack(wanted: WantedTrack, { sending = {} }: RoomOptions): WantedTrack {
  return asSent(wanted, wanted.source === 'custom' ? {} : sending[wanted.source]);
}

function asSent(wanted: Omit<WantedTrack, 'encodings' | 'codec'>, options: SendOptions = {}): WantedTrack {
  const { encodings = null, codec = null, contentHint } = options;
  const { source, track } = wanted;
  // Screens are mostly read.
  const hint = contentHint ?? (source === 'screen' && !track?.contentHint ? 'text' : undefined);
  if (track && hint !== undefined) track.contentHint = hint;
  return { ...wanted, encodings, codec };
}
