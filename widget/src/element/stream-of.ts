const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** A stream that holds only this track; the same one each time, so that a video element is not set up anew. */
export function streamOf(track: MediaStreamTrack): MediaStream {
  const known = streams.get(track);
  if (known) return known;
  const stream = new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}
