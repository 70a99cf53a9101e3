import type { RoomError } from './errors.js';
import type { Signaling } from './signaling.js';
import { uuid } from './uuid.js';

interface Letter {
  id: string;
  text: string;
  resolve: () => void;
  reject: (error: RoomError) => void;
}

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
      this.#letters.push({ id: uuid(), text, resolve, reject });
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
          if (error.code === 'server-unreachable' || error.code === 'request-timeout') return;
          letter.reject(error);
        }
        this.#letters.shift();
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
