import type { MediaKind } from 'mediasoup-client/types';
import { NO_RULES, PARTICIPANT, type Knock, type Permissions, type RoomRules } from '../protocol/permissions.js';
import type { Message } from '../protocol/snapshot.js';
import type { Source } from '../protocol/source.js';
import type { RoomError } from './errors.js';
import type { PresentPeer } from './presence.js';
import type { Quality } from './qualities.js';

/**
 * `idle`: nothing yet; `lobby`: preparing to join; `joining`; `knocking`: waiting for a moderator to let this client in;
 * `joined`; `reconnecting`: the server is not reached, media may still flow; `left`; `failed`.
 */
export type RoomStatus = 'idle' | 'lobby' | 'joining' | 'knocking' | 'joined' | 'reconnecting' | 'left' | 'failed';

/**
 * `none`: not to be asked for; `off`; `starting`: the browser is asked; `on`; `interrupted`: on, but the system keeps it
 * for itself for the moment, as during a phone call; `failed`: see the `error` event.
 */
export type MediaState = 'none' | 'off' | 'starting' | 'on' | 'interrupted' | 'failed';

export type DeviceKind = 'microphone' | 'camera' | 'screen';

/** Of which there may be several to choose among. */
export type ChoosableDevice = 'microphone' | 'camera' | 'speaker';

export interface DeviceInfo {
  /** As the browser names it; stable for a page's origin. */
  readonly id: string;
  readonly label: string;
}

export interface DeviceChoice {
  /** Empty until the browser may tell them, which is mostly when the microphone or camera was allowed. */
  readonly devices: readonly DeviceInfo[];
  /** Id of the chosen one; null: the system's default, also for as long as the chosen one is not there. */
  readonly chosen: string | null;
}

export type DevicesState = Readonly<Record<ChoosableDevice, DeviceChoice>>;

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
  /** Who it is to the program that made its token; null without one. */
  readonly identity: string | null;
  /** What its token calls it, such as `teacher`; '' without. */
  readonly role: string;
  readonly moderator: boolean;
  readonly connection: 'connected' | 'reconnecting';
  readonly publications: readonly Publication[];
  /** When the hand was raised, in ms since the epoch by the server's clock; null: it is down. */
  readonly hand: number | null;
  /** Of what comes from the peer; null: not known, or nothing does. */
  readonly quality: Quality | null;
  /** Only under `subscribe: manual` can it be false. */
  readonly subscribed: boolean;
  /** This client has paused the whole peer. */
  readonly paused: boolean;
}

/** A message of one's own that the server does not have yet. */
export interface OutgoingMessage {
  /** That of the message once the server has it. */
  readonly id: string;
  readonly text: string;
  /** Id of the one peer that it is for; null: everyone. */
  readonly to: string | null;
  /** When it was sent, in ms since the epoch by this client's clock. */
  readonly at: number;
  /** `failed`: until `retryMessage()` or `discardMessage()`. */
  readonly state: 'sending' | 'failed';
}

export interface SelfState {
  /** Null before the first join. */
  readonly id: string | null;
  readonly name: string;
  readonly identity: string | null;
  readonly role: string;
  /** What this client may do; everything but to moderate as long as the server has not said otherwise. */
  readonly permissions: Readonly<Permissions>;
  /** When the hand was raised, in ms since the epoch by the server's clock; null: it is down. */
  readonly hand: number | null;
  /** Of one's own connection; null: not known, or nothing flows. */
  readonly quality: Quality | null;
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
  /** What holds for everyone in the room. */
  readonly rules: Readonly<RoomRules>;
  /** Who waits to be let in, for who may do that. */
  readonly knocks: readonly Knock[];
  readonly devices: DevicesState;
  /** Who is in the room, for who is in its lobby; null: not known. At most 100. */
  readonly present: readonly PresentPeer[] | null;
  /** The other peers, in the order they came. */
  readonly peers: readonly PeerState[];
  /** Remote tracks, in the order of their peers. */
  readonly tracks: readonly RemoteTrack[];
  /** All incoming media is paused. */
  readonly paused: boolean;
  readonly messages: readonly Message[];
  /** One's own messages that are on their way, or failed, in the order in which they were sent. */
  readonly outbox: readonly OutgoingMessage[];
  readonly activeSpeaker: { readonly peerId: string; readonly level: number } | null;
  /** Why `status` is `failed`. */
  readonly error: RoomError | null;
}

const NO_CHOICE: DeviceChoice = Object.freeze({ devices: Object.freeze([]), chosen: null });

export const INITIAL_STATE: RoomState = Object.freeze({
  status: 'idle',
  room: null,
  self: Object.freeze({
    id: null,
    name: '',
    identity: null,
    role: '',
    permissions: PARTICIPANT,
    hand: null,
    quality: null,
    microphone: 'off',
    camera: 'off',
    screen: 'off',
    tracks: Object.freeze([]),
  }),
  rules: NO_RULES,
  knocks: Object.freeze([]),
  devices: Object.freeze({ microphone: NO_CHOICE, camera: NO_CHOICE, speaker: NO_CHOICE }),
  present: null,
  peers: Object.freeze([]),
  tracks: Object.freeze([]),
  paused: false,
  messages: Object.freeze([]),
  outbox: Object.freeze([]),
  activeSpeaker: null,
  error: null,
});
