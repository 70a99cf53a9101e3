import type { MediaKind } from 'mediasoup-client/types';
import type { Message, Source } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';

/**
 * `idle`: nothing yet; `lobby`: preparing to join; `joining`; `joined`;
 * `reconnecting`: the server is not reached, media may still flow; `left`; `failed`.
 */
export type RoomStatus = 'idle' | 'lobby' | 'joining' | 'joined' | 'reconnecting' | 'left' | 'failed';

/** `none`: not to be asked for; `off`; `starting`: the browser is asked; `on`; `failed`: see the `error` event. */
export type MediaState = 'none' | 'off' | 'starting' | 'on' | 'failed';

export type DeviceKind = 'microphone' | 'camera' | 'screen';

/** Who paused a track: this client, its publisher, or the server. */
export type PausedBy = 'local' | 'publisher' | 'server';

/** A track that this client publishes. */
export interface LocalTrack {
  readonly label: string;
  readonly source: Source;
  readonly kind: MediaKind;
  /** Absent while a camera is off: its label and producer stay, the device is free. */
  readonly track: MediaStreamTrack | null;
  /** Muted: nothing is sent. */
  readonly paused: boolean;
  readonly broadcast: boolean;
  /** The server has it. */
  readonly published: boolean;
}

/** A track of another peer that this client receives, or has paused. */
export interface RemoteTrack {
  /** The track's id in the room, stable over reconnections and republishing. */
  readonly id: string;
  readonly peerId: string;
  readonly label: string;
  readonly source: Source;
  readonly kind: MediaKind;
  readonly track: MediaStreamTrack;
  /** Holds only `track`; made for `srcObject`. */
  readonly stream: MediaStream;
  /** Empty when media flows. */
  readonly pausedBy: readonly PausedBy[];
}

/** What a peer publishes, whether or not this client receives it. */
export interface Publication {
  readonly id: string;
  readonly label: string;
  readonly source: Source;
  readonly kind: MediaKind;
  /** Muted by its publisher. */
  readonly paused: boolean;
  readonly broadcast: boolean;
}

export interface PeerState {
  readonly id: string;
  readonly name: string;
  readonly connection: 'connected' | 'reconnecting';
  readonly publications: readonly Publication[];
  /** Only under `subscribe: manual` can it be false. */
  readonly subscribed: boolean;
}

export interface SelfState {
  /** Null before the first join. */
  readonly id: string | null;
  readonly name: string;
  readonly microphone: MediaState;
  readonly camera: MediaState;
  readonly screen: MediaState;
  readonly tracks: readonly LocalTrack[];
}

/** Everything there is to know about the room, immutable: each change makes a new one. */
export interface RoomState {
  readonly status: RoomStatus;
  readonly room: string | null;
  readonly self: SelfState;
  /** The other peers, in the order they came. */
  readonly peers: readonly PeerState[];
  /** Remote tracks, in the order of their peers. */
  readonly tracks: readonly RemoteTrack[];
  /** All incoming media is paused. */
  readonly paused: boolean;
  readonly messages: readonly Message[];
  readonly activeSpeaker: { readonly peerId: string; readonly level: number } | null;
  /** Why `status` is `failed`. */
  readonly error: RoomError | null;
}

export const INITIAL_STATE: RoomState = Object.freeze({
  status: 'idle',
  room: null,
  self: Object.freeze({
    id: null,
    name: '',
    microphone: 'off',
    camera: 'off',
    screen: 'off',
    tracks: Object.freeze([]),
  }),
  peers: Object.freeze([]),
  tracks: Object.freeze([]),
  paused: false,
  messages: Object.freeze([]),
  activeSpeaker: null,
  error: null,
});
