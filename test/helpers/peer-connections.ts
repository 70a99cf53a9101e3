/**
 * Sees every RTCPeerConnection of the page: imported before the widget, it
 * takes the constructor's place and keeps what it makes.
 */
export const peerConnections: RTCPeerConnection[] = [];

const Native = globalThis.RTCPeerConnection;

globalThis.RTCPeerConnection = class extends Native {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peerConnections.push(this);
  }
};

export interface Inbound {
  bytes: number;
  packets: number;
  /** Of video. */
  frames: number;
  /** Of audio: grows with what is heard. */
  energy: number;
  /** Of video, in px. */
  width: number;
}

const NOTHING: Inbound = { bytes: 0, packets: 0, frames: 0, energy: 0, width: 0 };

/** What has been received of a remote track since it began. */
export async function inbound(track: MediaStreamTrack): Promise<Inbound> {
  for (const connection of open()) {
    const report = await connection.getStats();
    for (const entry of report.values() as Iterable<Record<string, unknown>>) {
      if (entry.type !== 'inbound-rtp' || entry.trackIdentifier !== track.id) continue;
      return {
        bytes: Number(entry.bytesReceived),
        packets: Number(entry.packetsReceived),
        frames: Number(entry.framesDecoded ?? 0),
        energy: Number(entry.totalAudioEnergy ?? 0),
        width: Number(entry.frameWidth ?? 0),
      };
    }
  }
  return NOTHING;
}

/** All bytes of media that this page has received; mediasoup's probation stream is no media. */
export async function receivedBytes(): Promise<number> {
  let bytes = 0;
  for (const connection of open()) {
    const report = await connection.getStats();
    for (const entry of report.values() as Iterable<Record<string, unknown>>) {
      if (entry.type === 'inbound-rtp' && entry.ssrc !== PROBATION_SSRC) bytes += Number(entry.bytesReceived);
    }
  }
  return bytes;
}

/** The stream that mediasoup-client makes for bandwidth probing. */
const PROBATION_SSRC = 1234;

export function open(): RTCPeerConnection[] {
  return peerConnections.filter(({ connectionState }) => connectionState !== 'closed');
}
