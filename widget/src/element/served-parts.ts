import type { FreePart } from '../parts/attachment.js';
import type { RoomViews } from './room-views.js';

/** Answers what a part asks for, until the signal. */
type Answer = (part: EventTarget, signal: AbortSignal) => void;

/** The parts that the page placed by hand, inside the element or elsewhere, and that this room gives what they show. */
export class ServedParts {
  readonly #parts = new Map<FreePart, AbortController>();
  #answer: Answer | null = null;

  /** `update()` gives it what it shows, `answerBy()` answers its requests. Returns what ends that. */
  add(part: FreePart): () => void {
    const serving = new AbortController();
    this.#parts.set(part, serving);
    this.#answer?.(part, serving.signal);
    return () => {
      serving.abort();
      this.#parts.delete(part);
      part.view = null;
    };
  }

  /** From here on all requests are answered: what answers them comes later than the first parts. */
  answerBy(answer: Answer): void {
    this.#answer = answer;
    for (const [part, { signal }] of this.#parts) answer(part, signal);
  }

  get all(): Iterable<FreePart> {
    return this.#parts.keys();
  }

  has(tag: string): boolean {
    return [...this.#parts.keys()].some(({ localName }) => localName === tag);
  }

  update(views: RoomViews): void {
    for (const part of this.#parts.keys()) {
      const view = views.of(part);
      // Its chunk is not there yet, and neither are its words.
      if (view === undefined) continue;
      part.strings = views.strings;
      part.view = view;
    }
  }
}
