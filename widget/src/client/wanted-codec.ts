import type { Device, RtpCodecCapability } from 'mediasoup-client/types';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';

/**
 * The codec that a track's publisher asked for; without one, the browser's first.
 * @throws RoomError codec-unsupported
 */
export function wantedCodec(
  { codec }: Pick<WantedTrack, 'codec'>,
  device: Pick<Device, 'sendRtpCapabilities'>,
): { codec?: RtpCodecCapability } {
  if (codec === null) return {};
  const found = device.sendRtpCapabilities.codecs?.find(
    ({ mimeType }) => mimeType.toLowerCase() === codec.toLowerCase(),
  );
  if (!found) throw new RoomError('codec-unsupported', `This browser and server have no ${codec} in common.`);
  return { codec: found };
}
