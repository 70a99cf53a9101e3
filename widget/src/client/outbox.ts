import type { RoomError } from './errors.js';
import type { Signaling } from './signaling.js';
import { uuid } from './uuid.js';

interface Letter {
  id: string;
  text: string;
  /** Answers that were lost in a row, though the connection stood. */
  losses: number;
  resolve: () => void;
  reject: (error: RoomError) => void;
}

/** After so many lost answers a message is given up. */
const MAX_LOSSES = 3;

/** Messages on their way: one after the other, and again after a lost connection; the server takes each id once. */
export class Outbox {
  readonly #letters: Letter[] = [];
  #sending = false;

  constructor(
    private readonly signaling: () => Pick<Signaling, 'request' | 'connected'> | null,
    private readonly toError: (cause: unknown) => RoomError,
  ) {}

  /** Resolves when the server has the message. */
  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#letters.push({ id: uuid(), text, losses: 0, resolve, reject });
      void this.flush();
    });
  }

  /** The connection is there (again). */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let letter = this.#letters[0]; letter; letter = this.#letters[0]) {
        const signaling = this.signaling();
        if (!signaling?.connected) return;
        const { id, text } = letter;
        try {
          await signaling.request('sendMessage', { id, text });
          letter.resolve();
        } catch (cause) {
          const error = this.toError(cause);
          if (error.code === 'server-unreachable' || error.code === 'request-timeout') {
            // On a connection that is there by now it goes out again; else with the next.
            letter.losses = this.signaling()?.connected ? letter.losses + 1 : 0;
            if (letter.losses < MAX_LOSSES) continue;
          }
          letter.reject(error);
        }
        // Closing has taken it out already.
        if (this.#letters[0] === letter) this.#letters.shift();
      }
    } finally {
      this.#sending = false;
    }
  }

  /** The room is over. */
  close(error: RoomError): void {
    for (const { reject } of this.#letters.splice(0)) reject(error);
  }
}
