import type { MediaKind } from '../protocol/snapshot.js';

/** A track whose numbers are wanted, and what its streams are found by in the browser's reports. */
export interface MeasuredTrack {
  /** Of a received track its id in the room, of one's own its label. */
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly kind: MediaKind;
  /** Of a received track. */
  readonly ssrc: number | null;
  /** Of one's own, which may be sent in several streams. */
  readonly mid: string | null;
  /** Of one's own: the MediaStreamTrack's id, for browsers that do not tell the `mid`. */
  readonly trackId: string | null;
  /** Of one's own: names of its layers, smallest first. */
  readonly rids: readonly string[];
  /** Of a video with layers: the size of the highest, in px, 0 where it is not known. */
  readonly full: { readonly layers: number; readonly width: number; readonly height: number } | null;
}

/** What has been counted of one RTP stream since it began; null where the browser does not tell. */
export interface StreamReading {
  readonly ssrc: number;
  /** Its place among the sender's layers, 0 is the smallest. */
  readonly layer: number | null;
  readonly bytes: number;
  readonly packets: number;
  readonly lost: number | null;
  /** In ms. */
  readonly jitter: number | null;
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly frames: number | null;
  /** Per second, by the browser's own count. */
  readonly frameRate: number | null;
  /** How long the picture stood still, in s. */
  readonly frozen: number | null;
  /** Samples that were made up, silence not counted. */
  readonly concealed: number | null;
  /** Samples that were played. */
  readonly samples: number | null;
}

export interface TrackReading {
  readonly id: string;
  readonly direction: 'send' | 'receive';
  readonly kind: MediaKind;
  readonly full: MeasuredTrack['full'];
  readonly streams: readonly StreamReading[];
}

/** What a client's counters say at one time. */
export interface Reading {
  /** In ms since the epoch. */
  readonly at: number;
  /** In ms. */
  readonly roundTrip: number | null;
  readonly tracks: readonly TrackReading[];
}

/** What the browser says of each transport; null: there is none. */
export interface Reports {
  readonly send: RTCStatsReport | null;
  readonly recv: RTCStatsReport | null;
}

type Entry = Readonly<Record<string, unknown>>;

/** The same of all browsers: what one of them lacks is null, or is found another way. */
export function readingOf(at: number, reports: Reports, measured: readonly MeasuredTrack[]): Reading {
  const sent = new Report(reports.send);
  const received = new Report(reports.recv);
  const tracks = measured.map((track): TrackReading => {
    const { id, direction, kind, full } = track;
    const streams = direction === 'send' ? sentStreams(sent, track) : receivedStreams(received, track);
    return { id, direction, kind, full, streams };
  });
  return { at, roundTrip: sent.roundTrip ?? received.roundTrip, tracks };
}

function receivedStreams(report: Report, { ssrc }: MeasuredTrack): StreamReading[] {
  return report
    .ofType('inbound-rtp')
    .filter((entry) => entry.ssrc === ssrc)
    .map((entry) => ({
      ...common(report, entry),
      layer: null,
      bytes: numberOf(entry, 'bytesReceived') ?? 0,
      packets: numberOf(entry, 'packetsReceived') ?? 0,
      lost: numberOf(entry, 'packetsLost'),
      jitter: inMs(numberOf(entry, 'jitter')),
      frames: numberOf(entry, 'framesDecoded'),
      frozen: numberOf(entry, 'totalFreezesDuration'),
      concealed: heardConcealment(entry),
      samples: numberOf(entry, 'totalSamplesReceived'),
    }));
}

function sentStreams(report: Report, track: MeasuredTrack): StreamReading[] {
  return report
    .ofType('outbound-rtp')
    .filter((entry) => isOf(report, entry, track))
    .map((entry) => {
      const remote = report.remoteOf(entry);
      const layer = track.rids.indexOf(String(entry.rid));
      return {
        ...common(report, entry),
        layer: layer < 0 ? null : layer,
        bytes: numberOf(entry, 'bytesSent') ?? 0,
        packets: numberOf(entry, 'packetsSent') ?? 0,
        lost: numberOf(remote, 'packetsLost'),
        jitter: inMs(numberOf(remote, 'jitter')),
        frames: numberOf(entry, 'framesEncoded'),
        frozen: null,
        concealed: null,
        samples: null,
      };
    });
}

function isOf(report: Report, entry: Entry, { mid, trackId }: MeasuredTrack): boolean {
  if (typeof entry.mid === 'string') return entry.mid === mid;
  return trackId !== null && report.byId(entry.mediaSourceId)?.trackIdentifier === trackId;
}

function common(report: Report, entry: Entry) {
  return {
    ssrc: Number(entry.ssrc),
    codec: codecOf(report.byId(entry.codecId)),
    width: numberOf(entry, 'frameWidth'),
    height: numberOf(entry, 'frameHeight'),
    frameRate: numberOf(entry, 'framesPerSecond'),
  };
}

/** `video/VP8` is `VP8`. */
function codecOf(entry: Entry | undefined): string | null {
  return typeof entry?.mimeType === 'string' ? (entry.mimeType.split('/')[1] ?? null) : null;
}

/** What was made up in silence is heard by nobody. */
function heardConcealment(entry: Entry): number | null {
  const concealed = numberOf(entry, 'concealedSamples');
  return concealed === null ? null : concealed - (numberOf(entry, 'silentConcealedSamples') ?? 0);
}

function numberOf(entry: Entry | undefined, name: string): number | null {
  const value = entry?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function inMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 10_000) / 10;
}

/** A browser's report, by id and type. */
class Report {
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(report: RTCStatsReport | null) {
    this.#entries = new Map(report);
  }

  byId(id: unknown): Entry | undefined {
    return typeof id === 'string' ? this.#entries.get(id) : undefined;
  }

  ofType(type: string): Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.type === type);
  }

  /** What the receiver of a stream that is sent here says of it. */
  remoteOf({ id, ssrc, remoteId }: Entry): Entry | undefined {
    const all = this.ofType('remote-inbound-rtp');
    return this.byId(remoteId) ?? all.find((entry) => entry.localId === id) ?? all.find((entry) => entry.ssrc === ssrc);
  }

  /** In ms: by the connection's own checks, else by what receivers tell of what they got. */
  get roundTrip(): number | null {
    const checked = inMs(numberOf(this.#pair, 'currentRoundTripTime'));
    if (checked !== null) return checked;
    const told = this.ofType('remote-inbound-rtp')
      .map((entry) => inMs(numberOf(entry, 'roundTripTime')))
      .filter((time) => time !== null);
    return told.length > 0 ? Math.min(...told) : null;
  }

  /** The pair of addresses in use: Chromium and Safari name it, Firefox marks it. */
  get #pair(): Entry | undefined {
    const named = this.ofType('transport').map(({ selectedCandidatePairId }) => this.byId(selectedCandidatePairId));
    const pairs = this.ofType('candidate-pair');
    return (
      named.find((pair) => pair !== undefined) ??
      pairs.find(({ selected }) => selected === true) ??
      pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
    );
  }
}
