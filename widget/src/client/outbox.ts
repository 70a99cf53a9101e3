import type { Message } from '../protocol/snapshot.js';
import { deferred, type Deferred } from './deferred.js';
import type { RoomError } from './errors.js';
import type { OutgoingMessage } from './room-state.js';
import type { Signaling } from './signaling.js';
import { uuid } from './uuid.js';

interface Letter {
  readonly id: string;
  readonly text: string;
  readonly to: string | null;
  readonly at: number;
  failed: boolean;
  /** Answers that were lost in a row, though the connection stood. */
  losses: number;
  delivery: Deferred<void>;
}

/** After so many lost answers a message has failed. */
const MAX_LOSSES = 3;

/**
 * Messages on their way: one after the other, and again after a lost connection; the server takes each id once. One that
 * failed keeps its place until it is sent again or discarded, and lets the others pass.
 */
export class Outbox {
  #letters: Letter[] = [];
  #sending = false;

  constructor(
    private readonly signaling: () => Pick<Signaling, 'request' | 'connected'> | null,
    private readonly toError: (cause: unknown) => RoomError,
    private readonly onChange: () => void,
  ) {}

  /** In the order in which they were sent. */
  get messages(): OutgoingMessage[] {
    return this.#letters.map(({ id, text, to, at, failed }) => ({
      id,
      text,
      to,
      at,
      state: failed ? 'failed' : 'sending',
    }));
  }

  /** Resolves when the server has the message. */
  send(text: string, to: string | null = null): Promise<void> {
    const letter = { id: uuid(), text, to, at: Date.now(), failed: false, losses: 0, delivery: deferred<void>() };
    this.#letters.push(letter);
    this.onChange();
    void this.flush();
    return letter.delivery.promise;
  }

  /** As `send()`. Nothing is to be done for a message that is not here any more. */
  retry(id: string): Promise<void> {
    const letter = this.#letters.find((candidate) => candidate.id === id);
    if (letter?.failed) {
      Object.assign(letter, { failed: false, losses: 0, delivery: deferred<void>() });
      this.onChange();
      void this.flush();
    }
    return letter?.delivery.promise ?? Promise.resolve();
  }

  /** Only one that failed: what is on its way cannot be held up. */
  discard(id: string): void {
    this.#letters = this.#letters.filter((letter) => letter.id !== id || !letter.failed);
    this.onChange();
  }

  /** The server tells of these: it has them, whatever became of its answers. */
  noteTaken(messages: readonly Message[], selfId: string): void {
    const taken = new Set(messages.filter(({ peerId }) => peerId === selfId).map(({ id }) => id));
    for (const letter of this.#letters.filter(({ id }) => taken.has(id))) this.#deliver(letter);
  }

  /** The connection is there (again). */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let letter = this.#next(); letter; letter = this.#next()) {
        const signaling = this.signaling();
        if (!signaling?.connected) return;
        const { id, text, to } = letter;
        try {
          await signaling.request('sendMessage', { id, text, ...(to === null ? {} : { to }) });
          this.#deliver(letter);
        } catch (cause) {
          const error = this.toError(cause);
          if (error.code === 'server-unreachable' || error.code === 'request-timeout') {
            // On a connection that is there by now it goes out again; else with the next.
            letter.losses = this.signaling()?.connected ? letter.losses + 1 : 0;
            if (letter.losses < MAX_LOSSES) continue;
          }
          letter.failed = true;
          letter.delivery.reject(error);
        }
        this.onChange();
      }
    } finally {
      this.#sending = false;
    }
  }

  /** The room is over. */
  close(error: RoomError): void {
    for (const { delivery } of this.#letters.splice(0)) delivery.reject(error);
  }

  #next(): Letter | undefined {
    return this.#letters.find(({ failed }) => !failed);
  }

  #deliver(letter: Letter): void {
    this.#letters = this.#letters.filter((other) => other !== letter);
    letter.delivery.resolve(undefined);
  }
}
