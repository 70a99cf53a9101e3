import type { RtpCodecCapability, RtpEncodingParameters } from 'mediasoup-client/types';
import { MAX_NAME_LENGTH } from '../protocol/limits.js';
import type { Source } from '../protocol/snapshot.js';

/** `on`: publish; `off`: ready but muted; `none`: never ask for the device. */
export type Publish = 'on' | 'off' | 'none';

/** How a track is sent. */
export interface SendOptions {
  /** Simulcast layers, smallest first (bitrates in bit/s); default by source and size. */
  encodings?: RtpEncodingParameters[];
  /** MIME type of the codec, such as `video/VP9`; default: the server's first that the browser has. */
  codec?: RtpCodecCapability['mimeType'];
  /** `motion`, `detail`, `text`, `speech` or `music`; set on the track. A screen has `text` by default. */
  contentHint?: string;
}

export interface RoomOptions {
  /** URL of the backend. */
  server: string;
  /** 1-64 of `A-Z a-z 0-9 . _ ~ -`. */
  room: string;
  /** Display name; cut after 64 characters. */
  name: string;
  /** Join token (JWT), where the server asks for one. */
  token: string | null;
  audio: Publish;
  video: Publish;
  /** `auto`: receive everyone; `manual`: only who `subscribeTo()` names, and broadcast tracks. */
  subscribe: 'auto' | 'manual';
  /** All incoming media is paused. */
  paused: boolean;
  /**
   * How this client's own microphone, camera and screen are sent, where the defaults do not suit; counts from the next
   * time that they are switched on.
   */
  sending?: Readonly<Partial<Record<Exclude<Source, 'custom'>, SendOptions>>>;
}

export const DEFAULT_OPTIONS: Readonly<RoomOptions> = Object.freeze({
  server: '',
  room: '',
  name: '',
  token: null,
  audio: 'on',
  video: 'on',
  subscribe: 'auto',
  paused: false,
});

/** Names are text, whatever a page without types gives: nothing that is none, blanks around it, or half a character. */
export function withOptions(before: RoomOptions, change: Partial<RoomOptions>): RoomOptions {
  const options = { ...before, ...change };
  const name = textOf(options.name).trim().slice(0, MAX_NAME_LENGTH);
  return { ...options, room: textOf(options.room), name: name.replace(/[\ud800-\udbff]$/, '') };
}

/** What is no text is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export interface PublishOptions extends SendOptions {
  /** 1-64 characters, unique per peer; publishing the same label again replaces the track. */
  label: string;
  /** Where the track comes from; default `custom`. */
  source?: Source;
  /** Everyone gets it, even under `subscribe: manual`. */
  broadcast?: boolean;
}
