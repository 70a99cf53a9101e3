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

/** One encoding of a track that is sent. */
export interface Outbound {
  /** Empty where there is but one. */
  rid: string;
  active: boolean;
  /** Encoded since it began. */
  frames: number;
  bytes: number;
  /** In px; 0 before the first frame. */
  width: number;
}

/** What is sent of a local track, smallest first. */
export async function outbound(track: MediaStreamTrack): Promise<Outbound[]> {
  const found: Outbound[] = [];
  for (const connection of open()) {
    const report = await connection.getStats();
    const entries = [...(report.values() as Iterable<Record<string, unknown>>)];
    const source = entries.find(({ type, trackIdentifier }) => type === 'media-source' && trackIdentifier === track.id);
    for (const entry of entries) {
      if (!source || entry.type !== 'outbound-rtp' || entry.mediaSourceId !== source.id) continue;
      found.push({
        rid: typeof entry.rid === 'string' ? entry.rid : '',
        active: entry.active === true,
        frames: Number(entry.framesEncoded ?? 0),
        bytes: Number(entry.bytesSent ?? 0),
        width: Number(entry.frameWidth ?? 0),
      });
    }
  }
  return found.sort((a, b) => a.rid.localeCompare(b.rid));
}

/** Who sends a local track. */
export function senderOf(track: MediaStreamTrack): RTCRtpSender {
  const sender = open()
    .flatMap((connection) => connection.getSenders())
    .find((candidate) => candidate.track === track);
  if (!sender) throw new Error('Nobody sends the track.');
  return sender;
}
