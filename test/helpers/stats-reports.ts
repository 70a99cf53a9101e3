import type { MeasuredTrack } from '../../widget/src/client/stats-reading.js';

/** What a client had counted when a report was read. */
export interface Counted {
  /** Of the received camera. */
  bytes: number;
  packets: number;
  lost: number;
  frames: number;
  frozen: number;
  /** Of the camera that is sent, in its highest layer. */
  bytesSent: number;
  packetsSent: number;
  lostOfSent: number;
}

export const NOTHING: Counted = {
  bytes: 0,
  packets: 0,
  lost: 0,
  frames: 0,
  frozen: 0,
  bytesSent: 0,
  packetsSent: 0,
  lostOfSent: 0,
};

/** A camera that is received, and one that is sent in two layers. */
export const MEASURED: readonly MeasuredTrack[] = [
  {
    id: 'bob:camera',
    direction: 'receive',
    kind: 'video',
    ssrc: 111,
    mid: null,
    trackId: null,
    rids: [],
    full: { layers: 3, width: 1280, height: 720 },
  },
  {
    id: 'camera',
    direction: 'send',
    kind: 'video',
    ssrc: null,
    mid: '0',
    trackId: 'track-of-camera',
    rids: ['h', 'f'],
    full: { layers: 2, width: 0, height: 0 },
  },
];

type Entries = Record<string, unknown>[];

export interface BrowserReports {
  readonly send: RTCStatsReport;
  readonly recv: RTCStatsReport;
}

function report(entries: Entries): RTCStatsReport {
  return new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport;
}

function inbound({ bytes, packets, lost, frames }: Counted): Record<string, unknown> {
  return {
    id: 'IT01V111',
    type: 'inbound-rtp',
    kind: 'video',
    ssrc: 111,
    jitter: 0.0124,
    bytesReceived: bytes,
    packetsReceived: packets,
    packetsLost: lost,
    framesDecoded: frames,
    frameWidth: 640,
    frameHeight: 360,
    framesPerSecond: 25,
    codecId: 'CIT01_96',
  };
}

/** Of mediasoup-client's probation: never one of the tracks. */
const PROBATION = {
  id: 'IT01V1234',
  type: 'inbound-rtp',
  kind: 'video',
  ssrc: 1234,
  bytesReceived: 5,
  packetsReceived: 9,
};

function outbound({ bytesSent, packetsSent }: Counted, rid: 'h' | 'f', id: string): Record<string, unknown> {
  const highest = rid === 'f';
  return {
    id,
    type: 'outbound-rtp',
    kind: 'video',
    ssrc: highest ? 222 : 221,
    rid,
    bytesSent: highest ? bytesSent : 0,
    packetsSent: highest ? packetsSent : 0,
    framesEncoded: highest ? packetsSent : 0,
    frameWidth: highest ? 1280 : 640,
    frameHeight: highest ? 720 : 360,
    codecId: 'COT01_96',
  };
}

/** As Chromium 156 gives them: streams name their `mid`, the transport names the pair in use. */
export function chromium(counted: Counted): BrowserReports {
  const pairs = [
    { id: 'CP1', type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.9 },
    { id: 'CP2', type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.042 },
    { id: 'T01', type: 'transport', selectedCandidatePairId: 'CP2', packetsReceived: 1, packetsSent: 1 },
  ];
  const source = { id: 'SV1', type: 'media-source', kind: 'video', trackIdentifier: 'another-name', width: 1280 };
  return {
    send: report([
      ...pairs,
      source,
      { id: 'COT01_96', type: 'codec', mimeType: 'video/VP8', payloadType: 96 },
      { ...outbound(counted, 'h', 'OT01V221'), mid: '0', mediaSourceId: 'SV1' },
      { ...outbound(counted, 'f', 'OT01V222'), mid: '0', mediaSourceId: 'SV1', remoteId: 'RIV222' },
      {
        id: 'RIV222',
        type: 'remote-inbound-rtp',
        ssrc: 222,
        localId: 'OT01V222',
        packetsLost: counted.lostOfSent,
        jitter: 0.003,
        roundTripTime: 0.05,
      },
    ]),
    recv: report([
      ...pairs,
      PROBATION,
      { id: 'CIT01_96', type: 'codec', mimeType: 'video/VP8', payloadType: 96 },
      { ...inbound(counted), mid: '3', trackIdentifier: 'x', totalFreezesDuration: counted.frozen, freezeCount: 1 },
    ]),
  };
}

/** As Firefox gives them: no transport, the pair in use is marked, and no `mid` with what is sent. */
export function firefox(counted: Counted): BrowserReports {
  const pairs = [
    { id: 'pair-a', type: 'candidate-pair', state: 'succeeded', nominated: true, selected: false },
    { id: 'pair-b', type: 'candidate-pair', state: 'succeeded', nominated: true, selected: true },
  ];
  return {
    send: report([
      ...pairs,
      { id: 'source-1', type: 'media-source', kind: 'video', trackIdentifier: 'track-of-camera' },
      { id: 'codec-1', type: 'codec', mimeType: 'video/VP8', payloadType: 120 },
      { ...outbound(counted, 'h', 'out-1'), mediaSourceId: 'source-1', codecId: 'codec-1' },
      { ...outbound(counted, 'f', 'out-2'), mediaSourceId: 'source-1', codecId: 'codec-1' },
      {
        id: 'remote-2',
        type: 'remote-inbound-rtp',
        ssrc: 222,
        localId: 'out-2',
        packetsLost: counted.lostOfSent,
        jitter: 0.003,
        roundTripTime: 0.042,
      },
    ]),
    recv: report([
      ...pairs,
      PROBATION,
      { id: 'codec-2', type: 'codec', mimeType: 'video/VP8', payloadType: 120 },
      { ...inbound(counted), codecId: 'codec-2' },
    ]),
  };
}

/** As Safari gives them: as Chromium, without freezes, and with no word of the receiver's id. */
export function safari(counted: Counted): BrowserReports {
  const pairs = [
    { id: 'pair', type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.042 },
    { id: 'transport', type: 'transport', selectedCandidatePairId: 'pair' },
  ];
  return {
    send: report([
      ...pairs,
      { id: 'COT01_96', type: 'codec', mimeType: 'video/VP8', payloadType: 96 },
      { ...outbound(counted, 'h', 'out-221'), mid: '0' },
      { ...outbound(counted, 'f', 'out-222'), mid: '0' },
      { id: 'remote', type: 'remote-inbound-rtp', ssrc: 222, packetsLost: counted.lostOfSent, jitter: 0.003 },
    ]),
    recv: report([
      ...pairs,
      PROBATION,
      { id: 'CIT01_96', type: 'codec', mimeType: 'video/VP8', payloadType: 96 },
      { ...inbound(counted), mid: '3' },
    ]),
  };
}
