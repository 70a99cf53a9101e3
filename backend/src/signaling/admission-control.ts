import { isIP } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../request-error.js';

interface AdmissionControlOptions {
  /** Most joins from one address in a minute. */
  readonly joinsPerMinute: number;
  /** Most requests of one peer in a second, over REQUEST_WINDOW. */
  readonly requestsPerSecond: number;
}

/** Requests come in bursts, such as when a network is back: they are counted over so many seconds. */
const REQUEST_WINDOW = 10;

/** Most HTTP requests of one address that cost something, in a second, over a minute: lobbies ask every five seconds. */
const VISITS_PER_SECOND = 100;

/** Most returns of one peer in a minute: a client waits longer from one try to the next. */
const RETURNS_PER_MINUTE = 60;

/**
 * Joins that are served at a time. A worker answers one request after the other, so that more would only make each of
 * them take longer: these are one for every core of a large machine, and as joins usually go a third of a second's work.
 */
const MAX_SERVED = 16;

/**
 * Who would have to wait longer than this for a join, in ms, is told at once to come again: half of a client's patience,
 * so that who waits is not gone when the turn comes.
 */
const MAX_WAIT = 4_000;

/** What a join takes until some were seen, in ms, and how much of a new one counts in the average. */
const USUAL_JOIN = { ms: 20, weight: 0.2 };

/** How much is let in, so that those who are in a call keep it. */
export class AdmissionControl {
  readonly #joins: RateLimiterMemory;
  readonly #requests: RateLimiterMemory;
  readonly #visits = new RateLimiterMemory({ points: VISITS_PER_SECOND * 60, duration: 60 });
  readonly #returns = new RateLimiterMemory({ points: RETURNS_PER_MINUTE, duration: 60 });
  #served = 0;
  /** How many have come and are not served yet. */
  #pending = 0;
  readonly #waiting: (() => void)[] = [];
  /** What a join takes on average, in ms. */
  #duration = USUAL_JOIN.ms;

  constructor({ joinsPerMinute, requestsPerSecond }: AdmissionControlOptions) {
    this.#joins = new RateLimiterMemory({ points: joinsPerMinute, duration: 60 });
    this.#requests = new RateLimiterMemory({ points: requestsPerSecond * REQUEST_WINDOW, duration: REQUEST_WINDOW });
  }

  /**
   * Lets a join happen.
   * @param returning somebody who has a place in a room already: not counted, and served first
   * @throws RequestError rate-limited, server-busy; what the join throws
   */
  async join<T>(address: string, returning: boolean, join: () => Promise<T>): Promise<T> {
    if (returning) this.#served += 1;
    else await this.#takePlace(address);
    const since = performance.now();
    try {
      return await join();
    } finally {
      this.#duration += (performance.now() - since - this.#duration) * USUAL_JOIN.weight;
      this.#givePlace();
    }
  }

  async #takePlace(address: string): Promise<void> {
    // First: what is refused at once costs nothing, and is no reason to refuse the next.
    if ((this.#pending * this.#duration) / MAX_SERVED > MAX_WAIT) throw new RequestError('server-busy');
    // In the same turn: of many that come in one, each is to find those before it.
    this.#pending += 1;
    try {
      await take(this.#joins, lineOf(address));
      if (this.#served < MAX_SERVED) this.#served += 1;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } finally {
      this.#pending -= 1;
    }
  }

  /** To whoever waits longest, unless there are more than there should be: those who came back wait for nobody. */
  #givePlace(): void {
    const next = this.#served > MAX_SERVED ? undefined : this.#waiting.shift();
    if (next) next();
    else this.#served -= 1;
  }

  /** Counts that a peer comes back to its place, which costs as much as a join. @throws RequestError rate-limited */
  async comeBack(peerId: string): Promise<void> {
    await take(this.#returns, peerId);
  }

  /** Counts a request over HTTP. @throws RequestError rate-limited */
  async visit(address: string): Promise<void> {
    await take(this.#visits, lineOf(address));
  }

  /** Counts a request of a peer. @throws RequestError rate-limited */
  async request(peerId: string): Promise<void> {
    await take(this.#requests, peerId);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new RequestError('rate-limited', undefined, { cause: error });
    throw error;
  }
}

/**
 * What is one line to the network: of IPv6 the first 64 bits, as whoever has one such address has 2^64 of them
 * (RFC 6177, 2), and could come from another one each time.
 */
function lineOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || isIP(address) !== 6) return mapped ?? address;
  const [left = [], right] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = right ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  const groups = [...left, ...zeros, ...(right ?? [])].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
