import { addIcons, type LazyIcons } from '../parts/icons.js';
import { letTilesMove, type StageMotion } from '../parts/stage-motion.js';

/** What a chunk brings beside its code. */
export interface ChunkModule {
  readonly ELEMENTS: Readonly<Record<string, CustomElementConstructor>>;
  readonly ICONS: LazyIcons;
  readonly MOTION?: StageMotion;
}

/** A part of the bundle that the first request goes without: loaded once for the page, its elements registered. */
export class Chunk<T extends ChunkModule> {
  #loading: Promise<T> | null = null;
  #loaded: T | null = null;

  constructor(private readonly fetch: () => Promise<T>) {}

  /** Null until it is there. */
  get loaded(): T | null {
    return this.#loaded;
  }

  /** Rejects where the network is away; whoever asks next tries again. */
  load(): Promise<T> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** As `load()`, when the page has nothing better to do. */
  loadWhenIdle(): void {
    // Safari has no such callback.
    const whenIdle =
      'requestIdleCallback' in globalThis ? requestIdleCallback : (then: () => void) => setTimeout(then, 200);
    whenIdle(() => void this.load().catch(() => undefined)); // when it is wanted, it is asked for again
  }

  async #load(): Promise<T> {
    const module = await this.fetch();
    addIcons(module.ICONS);
    if (module.MOTION) letTilesMove(module.MOTION);
    for (const [tag, element] of Object.entries(module.ELEMENTS)) {
      if (!customElements.get(tag)) customElements.define(tag, element);
    }
    this.#loaded = module;
    return module;
  }
}
