import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaState } from '../client/room-state.js';

/** What TypeScript's list of permissions leaves out. */
const NAMES = { audio: 'microphone', video: 'camera' } as const;

type Kind = keyof typeof NAMES;

/**
 * Whether the browser would hand camera and microphone over without a question. A page must not be asked merely by being
 * opened, so a lobby shows the preview by itself only where the answer is known.
 */
export class PermissionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #states: Partial<Record<Kind, PermissionState>> = {};
  #listening: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const listening = new AbortController();
    this.#listening = listening;
    for (const kind of ['audio', 'video'] as const) void this.#watch(kind, listening.signal);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
  }

  /** For what is wanted of the two; `needed` also where the browser does not tell beforehand. */
  of(
    wanted: Readonly<Record<Kind, boolean>>,
    media: Readonly<{ microphone: MediaState; camera: MediaState }>,
  ): 'needed' | 'asking' | 'granted' {
    const kinds = (['audio', 'video'] as const).filter((kind) => wanted[kind]);
    const open = kinds.filter((kind) => media[NAMES[kind]] === 'off' && this.#states[kind] !== 'granted');
    if (open.length > 0) return 'needed';
    const asked = kinds.some((kind) => media[NAMES[kind]] === 'starting' && this.#states[kind] !== 'granted');
    return asked ? 'asking' : 'granted';
  }

  async #watch(kind: Kind, signal: AbortSignal): Promise<void> {
    let status: PermissionStatus;
    try {
      status = await navigator.permissions.query({ name: NAMES[kind] });
    } catch {
      // A browser that does not tell: it counts as one that would ask.
      return;
    }
    const note = (): void => {
      this.#states[kind] = status.state;
      this.#host.requestUpdate();
    };
    if (signal.aborted) return;
    status.addEventListener('change', note, { signal });
    note();
  }
}
