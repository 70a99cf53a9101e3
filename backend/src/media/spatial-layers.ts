import { parseScalabilityMode } from 'mediasoup';

/** How many sizes a video is sent in: simulcast sends an encoding per layer, SVC all layers in one. */
export function spatialLayers(encodings: readonly { scalabilityMode?: string }[]): number {
  if (encodings.length > 1) return encodings.length;
  return parseScalabilityMode(encodings[0]?.scalabilityMode).spatialLayers;
}
