import type { Device } from 'mediasoup-client/types';
import type { ConsumerUpdate } from '../protocol/events.js';
import type { ConsumerInfo, IceServer } from '../protocol/snapshot.js';
import type { DtlsIdentity } from './certificate.js';
import type { RoomError } from './errors.js';
import type { OwnProducerInfo } from './fact.js';
import type { WantedTrack } from './intent.js';
import type { Signaling } from './signaling.js';

export interface TransportsOptions {
  device: Device;
  identity: DtlsIdentity | null;
  /** Of the last snapshot. */
  iceServers: () => IceServer[];
  signaling: Pick<Signaling, 'request' | 'connected'>;
  /** Tracks of one group are played in step. */
  streamGroup: (consumer: ConsumerInfo) => string;
  /** There is something to send, whether it is sent already or not. */
  wantsToSend: () => boolean;
  /** What is to be received, whether it is already or not. */
  consumers: () => readonly ConsumerInfo[];
  /** Microphones or cameras of others should be arriving. */
  expectsMedia: () => boolean;
  /** Something that `reconcile` looks at changed by itself. */
  onChange: () => void;
  /** Whether a label is to be muted, as of now. */
  wantsPaused: (label: string) => boolean;
  onProducer: (producer: OwnProducerInfo) => void;
  onProducerClosed: (id: string) => void;
  onConsumersUpdated: (updates: ConsumerUpdate[]) => void;
  /** The track cannot be published; trying again would not help. */
  onProduceFailed: (wanted: WantedTrack, error: RoomError) => void;
  onConsumeFailed: (consumer: ConsumerInfo, error: RoomError) => void;
  /** What is sent or received has had no connection for long, though the server answers. */
  onUnreachable: () => void;
}
