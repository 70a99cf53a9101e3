import type { Qualities, Quality } from './qualities.js';
import type { RoomStats, TrackStats } from './stats.js';

/** A track that should be arriving. */
export interface ExpectedTrack {
  readonly id: string;
  readonly peerId: string;
  /** The spatial layer that is wanted of it; null for sound. */
  readonly layer: number | null;
}

/** From when on it is fair, and poor. */
type Limits = readonly [fair: number, poor: number];

const LOSS: Limits = [0.03, 0.1];
const FROZEN: Limits = [0.08, 0.25];
const CONCEALED: Limits = [0.05, 0.15];
/** In ms. */
const ROUND_TRIP: Limits = [400, 1_000];

/** For how many looks a picture may be smaller than it is wanted: a sender takes its time to find out what it can send. */
const LAYER_PATIENCE = 4;

/** How many looks in a row it takes to show something worse, and something better. */
const LOOKS_TO_WORSEN = 2;
const LOOKS_TO_IMPROVE = 3;

const ORDER = ['good', 'fair', 'poor'] as const satisfies readonly Quality[];

/** Judges connections by numbers that are taken at regular intervals. */
export class QualityPolicy {
  readonly #self = new Steady();
  readonly #peers = new Map<string, Steady>();
  /** For how many looks a track has been smaller than it was wanted, by its id. */
  #starved = new Map<string, number>();

  /** @param peers ids of all that are in the room */
  next(stats: RoomStats, expected: readonly ExpectedTrack[], peers: readonly string[]): Qualities {
    const received = new Map(stats.tracks.filter(isReceived).map((track) => [track.id, track]));
    this.#countStarved(received, expected);
    const seen = new Map<string, Quality>();
    for (const track of expected) {
      const starved = (this.#starved.get(track.id) ?? 0) >= LAYER_PATIENCE;
      const quality = worst([
        seen.get(track.peerId) ?? 'good',
        qualityOf(received.get(track.id)),
        starved ? 'fair' : 'good',
      ]);
      seen.set(track.peerId, quality);
    }
    const blamed = attributed(ownQuality(stats), seen);
    for (const id of this.#peers.keys()) if (!peers.includes(id)) this.#peers.delete(id);
    const shown = new Map<string, Quality>();
    for (const id of peers) {
      const steady = this.#peers.get(id) ?? new Steady();
      this.#peers.set(id, steady);
      const quality = steady.next(blamed.peers.get(id) ?? null);
      if (quality) shown.set(id, quality);
    }
    return { self: this.#self.next(blamed.self), peers: shown };
  }

  #countStarved(received: ReadonlyMap<string, TrackStats>, expected: readonly ExpectedTrack[]): void {
    const starved = expected.filter(({ id, layer }) => {
      const flowing = received.get(id)?.layer ?? null;
      return layer !== null && flowing !== null && flowing < layer;
    });
    this.#starved = new Map(starved.map(({ id }) => [id, (this.#starved.get(id) ?? 0) + 1]));
  }
}

/**
 * Whose fault it is. Trouble with most of the peers at once is one's own, and of theirs nothing can be said then; so is
 * trouble with the only peer while what goes the other way has it as well.
 */
export function attributed(own: Quality | null, seen: ReadonlyMap<string, Quality>): Qualities {
  const qualities = [...seen.values()];
  const [only] = qualities;
  if (qualities.length === 1 && only && only !== 'good') {
    return own !== null && rank(own) >= rank(only) ? { self: own, peers: new Map() } : { self: own, peers: seen };
  }
  for (const quality of ['poor', 'fair'] as const) {
    const affected = qualities.filter((one) => rank(one) >= rank(quality)).length;
    if (affected >= 2 && affected > qualities.length / 2) {
      return { self: worst([own ?? 'good', quality]), peers: new Map() };
    }
  }
  return { self: own, peers: seen };
}

/** Of one received track that should flow. */
function qualityOf(track: TrackStats | undefined): Quality {
  if (!track || track.bitrate === 0) return 'poor';
  const { loss, frozen, concealed } = track;
  // Where there are few packets, as in silence, what is made up says no more than what is lost.
  return worst([graded(loss, LOSS), graded(frozen, FROZEN), graded(loss === null ? null : concealed, CONCEALED)]);
}

/** By what no peer has a part in; null: nothing flows. */
function ownQuality({ roundTrip, tracks }: RoomStats): Quality | null {
  if (tracks.every(({ bitrate }) => bitrate === 0)) return null;
  const losses = tracks.filter((track) => !isReceived(track)).map(({ loss }) => graded(loss, LOSS));
  return worst([graded(roundTrip, ROUND_TRIP), ...losses]);
}

function isReceived({ direction }: TrackStats): boolean {
  return direction === 'receive';
}

function graded(value: number | null, [fair, poor]: Limits): Quality {
  if (value === null || value < fair) return 'good';
  return value < poor ? 'fair' : 'poor';
}

function rank(quality: Quality): number {
  return ORDER.indexOf(quality);
}

function worst(qualities: readonly Quality[]): Quality {
  return ORDER[Math.max(0, ...qualities.map(rank))] ?? 'good';
}

function best(qualities: readonly Quality[]): Quality {
  return ORDER[Math.min(...qualities.map(rank))] ?? 'good';
}

/** A quality that does not flicker: what lasts for one look is not shown. */
export class Steady {
  #shown: Quality | null = null;
  /** Looks in a row that were worse than what is shown, or better, or saw nothing. */
  #worse: Quality[] = [];
  #better: Quality[] = [];
  #nothing = 0;

  /** @param seen null: nothing flows, or it is not known whose the fault is */
  next(seen: Quality | null): Quality | null {
    const difference = seen === null ? 0 : rank(seen) - rank(this.#shown ?? 'good');
    this.#nothing = seen === null ? this.#nothing + 1 : 0;
    this.#worse = seen !== null && difference > 0 ? [...this.#worse, seen] : [];
    this.#better = seen !== null && difference < 0 ? [...this.#better, seen] : [];
    if (this.#nothing >= LOOKS_TO_WORSEN) this.#show(null);
    else if (this.#worse.length >= LOOKS_TO_WORSEN) this.#show(best(this.#worse));
    else if (this.#better.length >= LOOKS_TO_IMPROVE) this.#show(worst(this.#better));
    // The first that is seen needs no second look when all is well.
    else if (seen !== null && difference === 0) this.#show(seen);
    return this.#shown;
  }

  #show(quality: Quality | null): void {
    this.#shown = quality;
    this.#worse = [];
    this.#better = [];
  }
}
