import type { RoomClientEvents } from './events.js';
import { report } from './report.js';
import { INITIAL_STATE, type RoomState } from './room-state.js';
import { share } from './share.js';
import { eventsBetween, type NamedEvent } from './state-events.js';
import { TypedEmitter } from './typed-emitter.js';

/** The one state, those who listen to it, and the events that follow from its changes. */
export class StateStore {
  readonly #emitter = new TypedEmitter<RoomClientEvents>();
  readonly #listeners = new Set<() => void>();
  /** Events that wait for their turn: a listener that calls the client must not overtake the event it listens to. */
  readonly #events: NamedEvent[] = [];
  #state: RoomState = INITIAL_STATE;
  #emitting = false;

  get state(): RoomState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    // Each call is a listener of its own, so that one's end is not another's.
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  on<K extends keyof RoomClientEvents>(name: K, listener: (event: RoomClientEvents[K]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  /**
   * Nothing in it is heard of that is not new; what is not new in it keeps its identity.
   * @param events that come with the change, after those that follow from it
   */
  set(next: RoomState, ...events: NamedEvent[]): void {
    const before = this.#state;
    const after = share(before, next);
    if (after === before) {
      this.emit(...events);
      return;
    }
    this.#state = after;
    // Queued before anyone hears of the state: a listener that changes it again queues behind.
    this.#events.push(...eventsBetween(before, after), ...events);
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        report(error);
      }
    }
    this.emit();
  }

  /** Emits what is queued, then these. */
  emit(...events: NamedEvent[]): void {
    this.#events.push(...events);
    if (this.#emitting) return;
    this.#emitting = true;
    for (let next = this.#events.shift(); next; next = this.#events.shift()) {
      this.#emitter.emit(next.name, next.event);
    }
    this.#emitting = false;
  }
}
