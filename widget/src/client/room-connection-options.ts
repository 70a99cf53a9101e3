import type { LeaveReason, RoomEvents } from '../protocol/events.js';
import type { SessionRef, Source } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';
import type { Intent, WantedTrack } from './intent.js';
import type { RoomDependencies } from './room-dependencies.js';
import type { PassingName } from './state-events.js';

export interface RoomConnectionOptions {
  server: string;
  room: string;
  token: string | null;
  /** To join as who one was before. */
  session?: SessionRef | undefined;
  intent: Intent;
  dependencies: Pick<RoomDependencies, 'createSignaling' | 'createDevice'>;
  /** The fact, the tracks or the status changed. */
  onChange: () => void;
  onError: (error: RoomError) => void;
  onProduceFailed: (wanted: WantedTrack, error: RoomError) => void;
  /** Something came that is over as it comes. */
  onPassing: <K extends PassingName>(name: K, event: RoomEvents[K]) => void;
  /** A moderator has stopped these sources. @param by a peer id or SERVER_ID; null: it was while this client was away */
  onStopped: (sources: readonly Source[], by: string | null) => void;
  /** It is over: the server said so, or the room cannot be joined. */
  onEnd: (reason: LeaveReason, error: RoomError | null) => void;
}
