import type { Consumer, MediaKind, WebRtcTransport } from 'mediasoup/types';

/** Transports that one sample asks at most; each takes the worker about 0.1 ms. */
const MOST_TRANSPORTS = 250;

/** Consumers that one sample asks for their round trip at most. */
const MOST_CONSUMERS = 100;

/** How the media of a worker flows at the moment. */
export interface MediaSample {
  /** From clients, in bit/s. */
  readonly received: number;
  /** To clients, in bit/s. */
  readonly sent: number;
  /** Of each transport that can tell: the fraction that was lost on the way here, 0 to 1. */
  readonly lossReceived: readonly number[];
  /** On the way to clients, 0 to 1. */
  readonly lossSent: readonly number[];
  /** Between server and client, in seconds. */
  readonly roundTrips: readonly number[];
}

/** What lives on a worker, and how it does. */
export class MediaCensus {
  readonly #transports = new Set<WebRtcTransport>();
  readonly #consumers = new Set<Consumer>();

  /** @param unanswered told when something that is open does not answer */
  constructor(private readonly unanswered: (error: Error) => void) {}

  /** Counts a transport, and what is consumed on it, until it closes. */
  watch(transport: WebRtcTransport): void {
    keepIn(this.#transports, transport);
    transport.observer.on('newconsumer', (consumer) => keepIn(this.#consumers, consumer));
  }

  get transports(): number {
    return this.#transports.size;
  }

  consumers(kind: MediaKind): number {
    let count = 0;
    for (const consumer of this.#consumers) if (consumer.kind === kind) count += 1;
    return count;
  }

  /**
   * Of many transports some are asked, chosen by lot, and the sums are scaled to all of them.
   * One that closes meanwhile is left out, and so is one that fails, but not without a word.
   */
  async sample(): Promise<MediaSample> {
    const transports = someOf(this.#transports, MOST_TRANSPORTS);
    const consumers = someOf(this.#consumers, MOST_CONSUMERS);
    const [stats, roundTrips] = await Promise.all([
      this.#answersOf(transports, (transport) => transport.getStats()),
      this.#answersOf(consumers, (consumer) => consumer.getStats()),
    ]);
    const scale = stats.length === 0 ? 0 : this.#transports.size / stats.length;
    const sum = (of: (stat: (typeof stats)[number]) => number): number =>
      stats.reduce((all, stat) => all + of(stat), 0) * scale;
    return {
      received: sum(({ recvBitrate }) => recvBitrate),
      sent: sum(({ sendBitrate }) => sendBitrate),
      lossReceived: stats.flatMap(({ rtpPacketLossReceived: loss }) => loss ?? []),
      lossSent: stats.flatMap(({ rtpPacketLossSent: loss }) => loss ?? []),
      // 0: the client has not reported yet.
      roundTrips: roundTrips.flatMap(({ type, roundTripTime }) =>
        type === 'outbound-rtp' && roundTripTime ? roundTripTime / 1_000 : [],
      ),
    };
  }

  async #answersOf<T extends { readonly closed: boolean }, Answer>(
    parts: readonly T[],
    ask: (part: T) => Promise<Answer[]>,
  ): Promise<Answer[]> {
    const failures: unknown[] = [];
    const answers = await Promise.all(
      parts.map(async (part) => {
        try {
          return await ask(part);
        } catch (error) {
          // What was closed while it was asked could not answer.
          if (!part.closed) failures.push(error);
          return [];
        }
      }),
    );
    // Once for all: a broken channel fails all of them alike.
    const [cause] = failures;
    if (failures.length > 0) {
      this.unanswered(new Error(`${failures.length} of ${parts.length} gave no statistics.`, { cause }));
    }
    return answers.flat();
  }
}

interface Observed {
  readonly observer: { once(event: 'close', listener: () => void): unknown };
}

function keepIn<T extends Observed>(set: Set<T>, part: T): void {
  set.add(part);
  part.observer.once('close', () => set.delete(part));
}

/** By lot, so that what is asked today stands for all. */
function someOf<T>(parts: ReadonlySet<T>, most: number): T[] {
  const all = [...parts];
  if (all.length <= most) return all;
  for (let index = 0; index < most; index++) {
    const other = index + Math.floor(Math.random() * (all.length - index));
    [all[index], all[other]] = [all[other] as T, all[index] as T];
  }
  return all.slice(0, most);
}
