import type { RoomError } from '../client/errors.js';
import type { DeviceKind } from '../client/room-state.js';
import type { ErrorCode } from '../protocol/errors.js';

/** Declining to choose a screen is no failure, and a leave settles what was under way. */
const UNSPOKEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['screen-refused', 'left']);

/** The errors once `error` happened: said once each, the newest last. */
export function withError(errors: readonly RoomError[], error: RoomError): readonly RoomError[] {
  if (UNSPOKEN.has(error.code)) return errors;
  return [...errors.filter(({ code }) => code !== error.code), error];
}

/** The errors once a device is asked for again or runs: what was wrong with it is past. */
export function withoutDevice(errors: readonly RoomError[], device: DeviceKind): readonly RoomError[] {
  return errors.filter(({ code }) => !code.startsWith(`${device}-`));
}
