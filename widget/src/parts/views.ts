import type { IconName } from './icons.js';

/** What the parts are given to show: plain data, made from the room's state by the element. */

export type Device = 'microphone' | 'camera' | 'screen';

/** As in the room's state: `none` is not offered, `off`, `starting`, `on`, `failed`. */
export type DeviceStatus = 'none' | 'off' | 'starting' | 'on' | 'failed';

export interface TileView {
  /** Stable for as long as the tile means the same thing. */
  readonly key: string;
  readonly name: string;
  /** For assistive technology: the name and every state in words. */
  readonly description: string;
  /** Null shows the avatar. */
  readonly stream: MediaStream | null;
  /** Id of the remote video that it is there for, also while that is paused. */
  readonly track: string | null;
  /** Screens are shown whole, faces fill the tile. */
  readonly whole: boolean;
  readonly mirrored: boolean;
  readonly muted: boolean;
  readonly speaking: boolean;
  /** Its peer's connection is lost for the moment: the last picture stays, dimmed. */
  readonly away: boolean;
  readonly paused: boolean;
  /** 0-359, the avatar's colour; stable per peer. */
  readonly hue: number;
}

export interface StageView {
  readonly tiles: readonly TileView[];
  /** The first tile is shown large. */
  readonly featured: boolean;
  /** The own connection is lost for the moment. */
  readonly dimmed: boolean;
}

export type NoticeAction = 'unlock' | 'resume' | 'copy-link';

export interface NoticeView {
  readonly key: string;
  readonly icon: IconName;
  readonly text: string;
  /** A failure is marked by its icon's colour. */
  readonly tone: 'quiet' | 'failure';
  readonly action: { readonly name: NoticeAction; readonly label: string } | null;
  readonly dismissible: boolean;
}

/** What stands where the tiles will be, for as long as one is not in the room. */
export interface LobbyView {
  readonly mode: 'ready' | 'joining' | 'left' | 'failed';
  readonly room: string;
  readonly heading: string;
  readonly text: string;
  /** For developers, folded away. */
  readonly details: string;
  readonly name: string;
  readonly microphone: DeviceStatus;
  readonly camera: DeviceStatus;
  /** Null: there is nothing to do. */
  readonly action: string | null;
}

export interface ControlsView {
  readonly microphone: DeviceStatus;
  readonly camera: DeviceStatus;
  readonly screen: DeviceStatus;
}
