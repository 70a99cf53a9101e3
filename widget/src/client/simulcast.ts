import type { RtpEncodingParameters } from 'mediasoup-client/types';
import type { Source } from '../protocol/snapshot.js';

/**
 * Camera layers, smallest first, in bit/s: quarter, half and full size. The
 * figures are those of WebRTC's own simulcast table for 1280x720, rounded.
 */
const CAMERA: RtpEncodingParameters[] = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 1_700_000, scalabilityMode: 'L1T3' },
];

/** Screen layers in bit/s: for text, size matters more than smoothness. */
const SCREEN: RtpEncodingParameters[] = [
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000, maxFramerate: 10, scalabilityMode: 'L1T3' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 30, scalabilityMode: 'L1T3' },
];

/** Below this width a camera's quarter layer would be a smear, in px. */
const MIN_WIDTH_FOR_LAYERS = 320;

/** Which encodings a track is sent in; none means the browser's default single one. */
export function encodingsFor(kind: string, source: Source, width: number | undefined): RtpEncodingParameters[] {
  if (kind !== 'video') return [];
  if (source === 'screen') return SCREEN;
  if (source !== 'camera' || (width !== undefined && width < MIN_WIDTH_FOR_LAYERS)) return [];
  return CAMERA;
}
