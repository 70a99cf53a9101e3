import type { RoomError } from './errors.js';
import type { DeviceChange } from './events.js';
import type { WantedTrack } from './intent.js';

/** For whom microphone, camera and screen are kept. */
export interface MediaHost {
  /** The track under its label is now this one; null takes it back. `onChange` follows. */
  setTrack(label: string, track: WantedTrack | null): void;
  /** Resolves when the tracks that were set are sent, if there is a room to send them to; rejects when that is over. */
  effect(): Promise<void>;
  /** States, tracks or devices changed. */
  onChange(): void;
  /** Another device is in use than before. */
  onDevice(change: DeviceChange): void;
  onError(error: RoomError): void;
}
