import { randomInt, randomUUID } from 'node:crypto';
import type {
  DtlsParameters,
  Handshake,
  ProduceRequest,
  RtpCapabilities,
  RtpParameters,
} from '../../widget/src/protocol/index.js';
import { PROTOCOL_VERSION } from '../../widget/src/protocol/index.js';
import { EVERYTHING } from './facts.js';

/** What a browser with Opus and VP8 can receive. */
export const CAPABILITIES: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: {},
      rtcpFeedback: [{ type: 'transport-cc' }],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90_000,
      parameters: {},
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
    },
  ],
  headerExtensions: [],
};

const ssrc = (): number => randomInt(1, 0x7fff_ffff);

export function opusParameters(): RtpParameters {
  return {
    codecs: [
      { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] },
    ],
    headerExtensions: [],
    encodings: [{ ssrc: ssrc() }],
    rtcp: { cname: randomUUID(), reducedSize: true },
  };
}

/** @param layers spatial ones, each a stream of its own */
export function vp8Parameters(layers = 1): RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
    ],
    headerExtensions: [],
    encodings: Array.from({ length: layers }, () => ({ ssrc: ssrc() })),
    rtcp: { cname: randomUUID(), reducedSize: true },
  };
}

/** A fingerprint as a browser would have it; nobody ever proves it. */
export function dtlsParameters(): DtlsParameters {
  const bytes = Array.from({ length: 32 }, () => randomInt(256).toString(16).padStart(2, '0').toUpperCase());
  return { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: bytes.join(':') }] };
}

export function cameraRequest(change: Partial<ProduceRequest> = {}): ProduceRequest {
  return {
    id: randomUUID(),
    kind: 'video',
    label: 'camera',
    source: 'camera',
    rtpParameters: vp8Parameters(),
    paused: false,
    broadcast: false,
    width: 0,
    height: 0,
    ...change,
  };
}

export function microphoneRequest(change: Partial<ProduceRequest> = {}): ProduceRequest {
  return cameraRequest({
    kind: 'audio',
    label: 'microphone',
    source: 'microphone',
    rtpParameters: opusParameters(),
    ...change,
  });
}

export function handshakeOf(room: string, change: Partial<Handshake> = {}): Handshake {
  return { protocol: PROTOCOL_VERSION, room, name: '', rtpCapabilities: CAPABILITIES, receive: EVERYTHING, ...change };
}
