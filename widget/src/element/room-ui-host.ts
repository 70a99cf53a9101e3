import type { LitElement } from 'lit';
import type { RoomClient } from '../client/room-client.js';
import type { Publish } from '../client/room-options.js';
import type { PartServer } from '../parts/attachment.js';
import type { LayoutMode } from '../parts/views.js';
import type { ShortcutsMode, UiMode } from './modes.js';

/** As much of the element as its parts ask things of. */
export interface Answering extends HTMLElement {
  readonly client: RoomClient;
  readonly autojoin: boolean;
  name: string;
  layout: LayoutMode;
  join(): Promise<void>;
  leave(): Promise<void>;
  setAudio(on: boolean): Promise<void>;
  setVideo(on: boolean): Promise<void>;
  shareScreen(on: boolean): Promise<void>;
  pause(target?: string): Promise<void>;
  resume(target?: string): Promise<void>;
}

/** As much of the element as its picture is made from. */
export interface RoomUiHost extends LitElement, Answering, PartServer {
  readonly client: RoomClient;
  readonly room: string;
  readonly audio: Publish;
  readonly video: Publish;
  readonly ui: UiMode;
  readonly autojoin: boolean;
  readonly shortcuts: ShortcutsMode;
}
