import { presenceUrl } from './endpoint.js';
import { watchPage } from './page-life.js';

/** Someone who is in a room, as told to those who are not. */
export interface PresentPeer {
  readonly name: string;
}

export interface PresenceRequest {
  /** URL of the backend. */
  readonly server: string;
  readonly room: string;
  /** The join token, where there is one. */
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** Asks who is in a room. A rejection, whatever its reason: it is not known. */
export type FetchPresence = (request: PresenceRequest) => Promise<readonly PresentPeer[]>;

/** How long after an answer it is asked again, in ms: people at a door look again about as often. */
const INTERVAL = 5_000;

/** How long an answer may take, in ms. */
const TIMEOUT = 8_000;

/** Who is in a room, asked for again and again while the page is looked at. */
export class Presence {
  #present: readonly PresentPeer[] | null = null;
  #request: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly #unwatch: () => void;

  constructor(
    private readonly fetch: (signal: AbortSignal) => Promise<readonly PresentPeer[]>,
    private readonly onChange: () => void,
  ) {
    const ask = (): void => void this.#ask();
    this.#unwatch = watchPage({ networkChanged: ask, shown: ask });
    ask();
  }

  /** Null: not known. */
  get present(): readonly PresentPeer[] | null {
    return this.#present;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#unwatch();
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    // Whoever looks at the page again asks at once.
    if (this.#request || isHidden()) return;
    const request = new AbortController();
    this.#request = request;
    const timeout = setTimeout(() => request.abort(), TIMEOUT);
    let present: readonly PresentPeer[] | null = null;
    try {
      present = await this.fetch(request.signal);
    } catch {
      // An older server has no such route, and a lobby without names is none the worse.
    }
    clearTimeout(timeout);
    this.#request = null;
    if (this.#closed) return;
    this.#present = present;
    this.#timer = setTimeout(() => void this.#ask(), INTERVAL);
    this.onChange();
  }
}

/** The server's own word on who is in a room. */
export const fetchPresence: FetchPresence = async ({ server, room, token, signal }) => {
  const response = await fetch(presenceUrl(server, room), {
    signal,
    credentials: 'omit',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
  return presentIn(await response.json());
};

function presentIn(answer: unknown): PresentPeer[] {
  const { peers } = answer as { peers: readonly { name: unknown }[] };
  return peers.map(({ name }) => ({ name: typeof name === 'string' ? name : '' }));
}

function isHidden(): boolean {
  return 'document' in globalThis && document.visibilityState === 'hidden';
}
