import type { RtpEncodingParameters } from 'mediasoup-client/types';
import { MAX_SIDE } from '../protocol/limits.js';
import type { Source } from '../protocol/snapshot.js';

/** In px. */
interface Size {
  width: number;
  height: number;
}

/**
 * The most bits that a picture of at least so many pixels is worth, in bit/s:
 * WebRTC's own table for simulcast, rounded.
 */
const CAMERA_BITRATES: readonly [pixels: number, bitrate: number][] = [
  [1920 * 1080, 3_000_000],
  [1280 * 720, 1_700_000],
  [960 * 540, 1_000_000],
  [640 * 360, 500_000],
  [480 * 270, 300_000],
  [0, 150_000],
];

/** Screen layers in bit/s: for text, size matters more than smoothness. */
const SCREEN: readonly RtpEncodingParameters[] = [
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000, maxFramerate: 10 },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 30 },
];

const CAMERA_RIDS = ['q', 'h', 'f'];

/** Chromium encodes no more layers than these for so many pixels, and of more it leaves out the largest, unasked. */
const MIN_PIXELS: Readonly<Record<number, number>> = { 3: 960 * 540, 2: 480 * 270 };

/** Lets a receiver have half or a quarter of the frames. */
const TEMPORAL_LAYERS = 'L1T3';

/** Where a publisher did not tell: what cameras are asked for. */
const DEFAULT_SIZE: Size = { width: 1280, height: 720 };

/** Sound comes before pictures when there is not enough for both, in the browser and on the way. */
const AUDIO: readonly RtpEncodingParameters[] = [{ priority: 'high', networkPriority: 'high' }];

/**
 * Which encodings a track is sent in, smallest first; none means the browser's default single one.
 * @param size of the track, in px; where it is not known, that of a camera as it is asked for
 */
export function encodingsFor(kind: string, source: Source, size: Partial<Size>): RtpEncodingParameters[] {
  if (kind === 'audio') return AUDIO.map((encoding) => ({ ...encoding }));
  const pixels = area(known(size));
  if (source === 'screen') return layered(SCREEN, pixels);
  if (source !== 'camera') return [];
  const camera = CAMERA_RIDS.map((rid, index): RtpEncodingParameters => {
    const scaleResolutionDownBy = 2 ** (CAMERA_RIDS.length - 1 - index);
    return { rid, scaleResolutionDownBy, maxBitrate: bitrateOf(pixels / scaleResolutionDownBy ** 2) };
  });
  return layered(camera, pixels);
}

interface Sendable {
  kind: string;
  source: Source;
  track: MediaStreamTrack | null;
  encodings: RtpEncodingParameters[] | null;
}

/** What a track is to be sent in: what its publisher asked for, else what suits it. */
export function encodingsOf({ encodings, kind, source, track }: Sendable): RtpEncodingParameters[] {
  return (
    // Half a bit is none: the server takes whole ones.
    encodings?.map((encoding) =>
      encoding.maxBitrate === undefined ? encoding : { ...encoding, maxBitrate: Math.round(encoding.maxBitrate) },
    ) ?? encodingsFor(kind, source, track?.getSettings() ?? {})
  );
}

/** As many as the browser really encodes, of which the largest is always one. */
function layered(encodings: readonly RtpEncodingParameters[], pixels: number): RtpEncodingParameters[] {
  const count = pixels >= (MIN_PIXELS[3] ?? 0) ? 3 : pixels >= (MIN_PIXELS[2] ?? 0) ? 2 : 1;
  const chosen = encodings.slice(-count);
  if (chosen.length > 1) return chosen.map((encoding) => ({ ...encoding, scalabilityMode: TEMPORAL_LAYERS }));
  // A lone one has no rid, as there is nothing to tell it from, and no temporal layers: with mediasoup 3.27 its receivers
  // see nothing for a second after each pause.
  return chosen.map(({ rid: _, ...encoding }) => encoding);
}

function bitrateOf(pixels: number): number {
  return CAMERA_BITRATES.find(([least]) => pixels >= least)?.[1] ?? 0;
}

function area({ width, height }: Size): number {
  return width * height;
}

function known({ width = 0, height = 0 }: Partial<Size>): Size {
  return width > 0 && height > 0 ? { width, height } : DEFAULT_SIZE;
}

/** The size of a track as others are told, in px; 0 where it is not known. */
export function sizeOf(track: MediaStreamTrack): Size {
  const { width = 0, height = 0 } = track.getSettings();
  const told = (side: number): number => Math.min(Math.round(side), MAX_SIDE);
  return { width: told(width), height: told(height) };
}

/** What a video is shown in. */
export interface ShownSize {
  /** In device pixels. */
  readonly width: number;
  /** In device pixels. */
  readonly height: number;
  /** The whole picture is shown in it (`object-fit: contain`); by default it fills it and is cut to its shape. */
  readonly whole?: boolean;
}

/**
 * A layer may be drawn this much larger than it is before the next one is
 * asked for: a picture scaled up by a fifth does not look soft yet.
 */
const MAX_ENLARGEMENT = 1.2;

/**
 * The lowest spatial layer that fills what a video is shown in; each is twice the size of the one below.
 * @param shown undefined: not known, so the highest; null or empty: shown nowhere, so none
 */
export function layerFor(
  shown: ShownSize | null | undefined,
  { layers, ...size }: { layers: number } & Size,
): number | null {
  const highest = layers - 1;
  if (shown === undefined) return highest;
  if (shown === null || shown.width <= 0 || shown.height <= 0) return null;
  const full = known(size);
  const [across, down] = [shown.width / full.width, shown.height / full.height];
  const scale = shown.whole ? Math.min(across, down) : Math.max(across, down);
  for (let layer = 0; layer < highest; layer++) {
    if (scale <= 2 ** (layer - highest) * MAX_ENLARGEMENT) return layer;
  }
  return highest;
}
