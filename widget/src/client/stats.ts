import type { MediaKind } from '../protocol/snapshot.js';
import type { Reading, StreamReading, TrackReading } from './stats-reading.js';

/** One track's numbers, of the interval that they were measured in. */
export interface TrackStats {
  /** Of a received track its id in the room, of one's own its label. */
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly kind: MediaKind;
  /** In bit/s, of all layers that are sent; what was sent again counts as well. */
  readonly bitrate: number;
  /** Part of the packets that were lost, 0 to 1; null: too few packets to tell, or the browser does not. */
  readonly loss: number | null;
  /** How unevenly packets arrive, in ms; null: not known. */
  readonly jitter: number | null;
  /** Such as `VP8`; null: not known. */
  readonly codec: string | null;
  /** Of the largest picture, in px; null: not known, or sound. */
  readonly width: number | null;
  readonly height: number | null;
  /** Pictures per second; null: not known, or sound. */
  readonly frameRate: number | null;
  /** The highest spatial layer that flows, 0 is the smallest; null: none, not known, or there is one size only. */
  readonly layer: number | null;
  /** Part of the time in which a received picture stood still for want of the next, 0 to 1; null: not known. */
  readonly frozen: number | null;
  /** Part of the received sound that was made up in place of what did not come, 0 to 1; null: not known. */
  readonly concealed: number | null;
}

/** The numbers of a call, of the last seconds. */
export interface RoomStats {
  /** When they were read, in ms since the epoch, by this client's clock. */
  readonly at: number;
  /** To the server and back, in ms; null: not known yet. */
  readonly roundTrip: number | null;
  /** In bit/s, of all tracks. */
  readonly sending: number;
  /** In bit/s, of all tracks. */
  readonly receiving: number;
  readonly tracks: readonly TrackStats[];
}

/** Of fewer packets one lost says nothing: a microphone that hears nothing sends five in two seconds. */
const MIN_PACKETS = 20;

/** The numbers of the time between two readings. */
export function statsBetween(before: Reading, after: Reading): RoomStats {
  const seconds = (after.at - before.at) / 1_000;
  const known = new Map(before.tracks.map((track) => [keyOf(track), track]));
  const tracks = after.tracks.map((track) => trackBetween(known.get(keyOf(track)), track, seconds));
  const total = (direction: TrackStats['direction']): number =>
    tracks.filter((track) => track.direction === direction).reduce((sum, { bitrate }) => sum + bitrate, 0);
  return { at: after.at, roundTrip: after.roundTrip, sending: total('send'), receiving: total('receive'), tracks };
}

function keyOf({ direction, id }: TrackReading): string {
  return `${direction} ${id}`;
}

/** What a stream did between the two readings. */
interface Change {
  readonly now: StreamReading;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number | null;
  readonly frames: number | null;
  readonly frozen: number | null;
  readonly concealed: number | null;
  readonly samples: number | null;
}

function trackBetween(before: TrackReading | undefined, after: TrackReading, seconds: number): TrackStats {
  const known = new Map(before?.streams.map((stream) => [stream.ssrc, stream]));
  const changes = after.streams.map((stream) => changeOf(known.get(stream.ssrc), stream));
  const flowing = changes.filter(({ packets }) => packets > 0);
  const largest = [...flowing].sort((a, b) => areaOf(b.now) - areaOf(a.now))[0];
  const { id, direction, kind } = after;
  const isVideo = kind === 'video';
  return {
    id,
    direction,
    kind,
    bitrate: Math.round((8 * sumOf(changes, 'bytes')) / seconds),
    loss: lossOf(changes, direction),
    jitter: largest?.now.jitter ?? null,
    codec: largest?.now.codec ?? null,
    width: isVideo ? (largest?.now.width ?? null) : null,
    height: isVideo ? (largest?.now.height ?? null) : null,
    frameRate: isVideo && largest ? frameRateOf(largest, seconds) : null,
    layer: largest ? layerOf(after, largest.now) : null,
    frozen: isVideo ? part(largest?.frozen ?? null, seconds) : null,
    concealed: isVideo ? null : part(largest?.concealed ?? null, largest?.samples ?? 0),
  };
}

function changeOf(before: StreamReading | undefined, now: StreamReading): Change {
  // A stream of the same number that counts from zero again is another one.
  const base = before && before.packets <= now.packets ? before : undefined;
  const since = (name: 'lost' | 'frames' | 'frozen' | 'concealed' | 'samples'): number | null =>
    // What comes late after all is taken from what was lost.
    now[name] === null ? null : Math.max(0, now[name] - (base?.[name] ?? 0));
  return {
    now,
    bytes: Math.max(0, now.bytes - (base?.bytes ?? 0)),
    packets: now.packets - (base?.packets ?? 0),
    lost: since('lost'),
    frames: since('frames'),
    frozen: since('frozen'),
    concealed: since('concealed'),
    samples: since('samples'),
  };
}

/** A sender counts what it sent, lost packets included; a receiver what arrived. */
function lossOf(changes: readonly Change[], direction: TrackStats['direction']): number | null {
  const told = changes.filter(({ lost }) => lost !== null);
  const lost = sumOf(told, 'lost');
  const expected = sumOf(told, 'packets') + (direction === 'receive' ? lost : 0);
  return expected < MIN_PACKETS ? null : Math.min(1, lost / expected);
}

function frameRateOf({ frames, now }: Change, seconds: number): number | null {
  return frames === null ? now.frameRate : Math.round(frames / seconds);
}

/** A sender's streams have their places; of what is received, the size tells. */
function layerOf({ direction, full }: TrackReading, stream: StreamReading): number | null {
  if (!full || full.layers < 2) return null;
  if (direction === 'send') return stream.layer;
  const [now, whole] = [areaOf(stream), full.width * full.height];
  if (now === 0 || whole === 0) return null;
  // Each layer has a quarter of the pixels of the next.
  const layer = full.layers - 1 - Math.round(Math.log2(whole / now) / 2);
  return Math.min(full.layers - 1, Math.max(0, layer));
}

function areaOf({ width, height }: StreamReading): number {
  return (width ?? 0) * (height ?? 0);
}

function part(amount: number | null, whole: number): number | null {
  return amount === null || whole <= 0 ? null : Math.min(1, amount / whole);
}

function sumOf(changes: readonly Change[], name: 'bytes' | 'packets' | 'lost'): number {
  return changes.reduce((sum, change) => sum + (change[name] ?? 0), 0);
}
