import type { MediaKind, RtpEncodingParameters } from 'mediasoup-client/types';
import { MAX_LIST } from '../protocol/limits.js';
import type { ReceiveIntent, Source } from '../protocol/snapshot.js';
import type { ShownSize } from './simulcast.js';

/** A track that is to be published, as long as the intent stands. */
export interface WantedTrack {
  readonly label: string;
  readonly source: Source;
  readonly kind: MediaKind;
  /** Null while a camera is off: the producer waits without a track. */
  readonly track: MediaStreamTrack | null;
  readonly paused: boolean;
  readonly broadcast: boolean;
  /** Of this client's own camera, microphone or screen, rather than given by the page. */
  readonly device: boolean;
  readonly encodings: RtpEncodingParameters[] | null;
  readonly codec: string | null;
}

/** Of so many tracks it is remembered in what size they are shown: more than any room has. */
const MAX_SIZES = 1_000;

/** What the user wants, whatever the network does: it survives every failure. */
export class Intent {
  readonly #tracks = new Map<string, WantedTrack>();
  readonly #sizes = new Map<string, ShownSize | null>();
  /** Display name. */
  name = '';
  /** The hand is up. */
  hand = false;
  receive: ReceiveIntent = { subscribe: 'auto', peers: [], paused: false, pausedPeers: [], pausedTracks: [] };

  get tracks(): ReadonlyMap<string, WantedTrack> {
    return this.#tracks;
  }

  setTrack(track: WantedTrack): void {
    this.#tracks.set(track.label, track);
  }

  removeTrack(label: string): void {
    this.#tracks.delete(label);
  }

  /** What remote videos are taken to be shown in that `sizes` lacks; undefined: not known, so they come in full. */
  unsized: ShownSize | null | undefined = undefined;

  /** By track id: what remote videos are shown in; null: nowhere. */
  get sizes(): ReadonlyMap<string, ShownSize | null> {
    return this.#sizes;
  }

  setSize(trackId: string, size: ShownSize | null | undefined): void {
    // Set anew, it is the latest again.
    this.#sizes.delete(trackId);
    if (size !== undefined) this.#sizes.set(trackId, size);
    const [oldest] = this.#sizes.keys();
    if (this.#sizes.size > MAX_SIZES && oldest !== undefined) this.#sizes.delete(oldest);
  }

  setSubscribed(peerId: string, subscribed: boolean): void {
    this.receive = { ...this.receive, peers: withMember(this.receive.peers, peerId, subscribed) };
  }

  /** @param target a peer id, a track id (`peer:label`), or nothing for all */
  setPaused(target: string | undefined, paused: boolean): void {
    const { receive } = this;
    if (target === undefined) this.receive = { ...receive, paused };
    else if (target.includes(':')) {
      this.receive = { ...receive, pausedTracks: withMember(receive.pausedTracks, target, paused) };
    } else this.receive = { ...receive, pausedPeers: withMember(receive.pausedPeers, target, paused) };
  }
}

function withMember(list: string[], member: string, present: boolean): string[] {
  const others = list.filter((item) => item !== member);
  // As many as the server takes: of those who left long ago nothing is known any more.
  return present ? [...others, member].slice(-MAX_LIST) : others;
}

export function sameReceive(a: ReceiveIntent, b: ReceiveIntent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
