import type { Corner, SelfViewMode } from '../parts/views.js';

/** What a person chose for themselves, to find it again at the next visit. */
export interface Preferences {
  readonly name?: string;
  readonly microphone?: string | null;
  readonly camera?: string | null;
  readonly speaker?: string | null;
  readonly selfView?: SelfViewMode;
  readonly corner?: Corner;
  /** Single keys are heard. */
  readonly shortcuts?: boolean;
}

const KEY = 'sfu-room';

/** Of this page's origin; empty where the browser keeps nothing, as in private windows and sandboxed frames. */
export function readPreferences(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? checked(kept as Record<string, unknown>) : {};
  } catch {
    // Storage is refused, or what is in it is not ours.
    return {};
  }
}

export function keepPreferences(changes: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readPreferences(), ...changes }));
  } catch {
    // It is asked for again at the next visit.
  }
}

const SELF_VIEWS: readonly unknown[] = ['auto', 'grid', 'float', 'hidden'] satisfies SelfViewMode[];

const SIDES: readonly unknown[] = ['start', 'end'] satisfies Corner['inline'][];

function isCorner(value: unknown): boolean {
  const { inline, block } = (value ?? {}) as Partial<Corner>;
  return SIDES.includes(inline) && SIDES.includes(block);
}

function checked(kept: Record<string, unknown>): Preferences {
  const device = (value: unknown): boolean => value === null || typeof value === 'string';
  const checks: Record<keyof Preferences, (value: unknown) => boolean> = {
    name: (value) => typeof value === 'string',
    microphone: device,
    camera: device,
    speaker: device,
    selfView: (value) => SELF_VIEWS.includes(value),
    corner: isCorner,
    shortcuts: (value) => typeof value === 'boolean',
  };
  return Object.fromEntries(
    Object.entries(checks)
      .filter(([key, check]) => key in kept && check(kept[key]))
      .map(([key]) => [key, kept[key]]),
  );
}
