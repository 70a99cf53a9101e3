import type { Moderation } from '../protocol/permissions.js';
import type {
  ChoosableDevice,
  Corner,
  Device,
  LayoutMode,
  NoticeAction,
  PanelName,
  SelfViewMode,
  SheetName,
} from './views.js';

/** What the parts ask for. Nothing changes until the answer comes down as new state. */
export interface PartRequests {
  /** Turn a device on or off. */
  'sfu-device': { device: Device; on: boolean };
  /** Null: what the system has for default. */
  'sfu-choose-device': { device: ChoosableDevice; id: string | null };
  /** Leave the room. */
  'sfu-leave': null;
  /** Join under this name. */
  'sfu-join': { name: string };
  /** Another name was written. */
  'sfu-name': { name: string };
  /** In the lobby: let the browser ask for camera and microphone, and show them. */
  'sfu-preview': null;
  /** The button of a notice was pressed. */
  'sfu-action': { action: NoticeAction; id?: string | undefined };
  /** A notice was read. */
  'sfu-dismiss': { key: string };
  /** A tile's key; null takes the pin away. */
  'sfu-pin': { key: string | null };
  /** Lay the tiles out in another way. */
  'sfu-layout': { layout: LayoutMode };
  /** Show oneself elsewhere. */
  'sfu-self-view': { mode: SelfViewMode };
  /** Let one's own picture float in another corner. */
  'sfu-corner': { corner: Corner };
  /** Open one side of the panel; null closes it. */
  'sfu-panel': { panel: PanelName | null };
  /** Let single keys be heard, or not. */
  'sfu-shortcuts-use': { on: boolean };
  /** Open one sheet; null closes it. */
  'sfu-sheet': { sheet: SheetName | null };
  /** Fill the screen with the room, or no longer. */
  'sfu-fullscreen': { on: boolean };
  /** Raise or lower one's hand. */
  'sfu-hand': { up: boolean };
  /** One emoji. */
  'sfu-react': { reaction: string };
  /** Send a text to everyone. */
  'sfu-message': { text: string };
  /** Of one's own messages that failed. */
  'sfu-retry-message': { id: string };
  /** Forget one that failed. */
  'sfu-discard-message': { id: string };
  /** How loud a peer is played, 0 to 1. */
  'sfu-volume': { peerId: string; volume: number };
  /** Receive nothing of a peer, or everything again. */
  'sfu-pause': { peerId: string; paused: boolean };
  /** What moderators may: done one after the other. */
  'sfu-moderate': { actions: readonly Moderation[] };
  /** Plays a sound through the chosen speaker. */
  'sfu-test-sound': null;
}

/** Crosses shadow boundaries up to the room that the part belongs to, which answers it and stops it there. */
export function request<K extends keyof PartRequests>(from: HTMLElement, name: K, detail: PartRequests[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

export type PartAnswers = { readonly [K in keyof PartRequests]: (detail: PartRequests[K]) => void };

/** Answers every request that arrives at `at`, and stops it there: requests are no events of the element. */
export function onRequests(at: EventTarget, answers: PartAnswers, signal?: AbortSignal): void {
  for (const [name, answer] of Object.entries(answers)) {
    at.addEventListener(
      name,
      (event) => {
        event.stopPropagation();
        (answer as (detail: unknown) => void)((event as CustomEvent).detail);
      },
      signal ? { signal } : {},
    );
  }
}
