import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So near to the end, in px, one is there: less than a line. */
const NEAR = 16;

/** Keeps a list that is read from its end there, for as long as nobody scrolls away. */
export class EndFollower implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  #observer: ResizeObserver | null = null;
  #observed: HTMLElement | null = null;
  #isFollowing = true;
  /** Where it stood last, in px. */
  #top = 0;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    host.addController(this);
  }

  /** What is new comes into sight by itself. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Goes to the end, and stays there. */
  toEnd(): void {
    this.#setFollowing(true);
    this.#scroll();
  }

  /** To be called for each of its `scroll` events. */
  readonly onScroll = (): void => {
    const scroller = this.#scroller();
    // One that is not shown tells nothing of what is in sight.
    if (!scroller || scroller.clientHeight === 0) return;
    const { scrollHeight, scrollTop, clientHeight } = scroller;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    // Only who goes up leaves the end: away from it is also who stood still while the place got less.
    if (isAtEnd || scrollTop < this.#top) this.#setFollowing(isAtEnd);
    this.#top = scrollTop;
  };

  hostUpdated(): void {
    const scroller = this.#scroller();
    if (scroller !== this.#observed) {
      this.#observer?.disconnect();
      this.#observer = null;
      this.#observed = scroller;
      if (scroller) this.#observe(scroller);
    }
    if (this.#isFollowing) this.#scroll();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#observed = null;
  }

  /** The place for it changes, as when the panel is turned or the field below grows, or its content, as with the font. */
  #observe(scroller: HTMLElement): void {
    this.#observer = new ResizeObserver(() => {
      if (this.#isFollowing) this.#scroll();
    });
    this.#observer.observe(scroller);
    if (scroller.firstElementChild) this.#observer.observe(scroller.firstElementChild);
  }

  #scroll(): void {
    const scroller = this.#scroller();
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#top = scroller.scrollTop;
  }

  #setFollowing(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#host.requestUpdate();
  }
}
