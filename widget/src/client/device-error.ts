import type { ErrorCode } from '../protocol/errors.js';
import { RoomError } from './errors.js';
import type { DeviceKind } from './room-state.js';

type Trouble = 'refused' | 'in-use' | 'missing';

/** What the names of Media Capture's DOMExceptions come down to for people. */
const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};

/** Why there is no microphone, camera or screen. */
export function deviceError(kind: DeviceKind, cause: unknown): RoomError {
  if (cause instanceof RoomError) return cause;
  // By its name alone: OverconstrainedError is no Error in every browser.
  const { name } = Object(cause) as { name?: unknown };
  const trouble = TROUBLES[String(name)] ?? 'in-use';
  const code: ErrorCode = kind === 'screen' ? 'screen-refused' : `${kind}-${trouble}`;
  return RoomError.from(cause, code);
}
