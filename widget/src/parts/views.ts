import type { Corner } from '../layout/floating.js';
import type { Source } from '../protocol/snapshot.js';
import type { IconName } from './icons.js';
import type { ModerationView, PersonAction } from './moderation-views.js';

/** What the parts are given to show: plain data, made from the room's state by the element. */

export type { Corner };

export type Device = 'microphone' | 'camera' | 'screen';

/** As in the room's state: `none` is not offered, `interrupted` by the system, `failed` to open. */
export type DeviceStatus = 'none' | 'off' | 'starting' | 'on' | 'interrupted' | 'failed';

/** Of a peer's connection: `poor` is seen and heard. */
export type Quality = 'good' | 'fair' | 'poor';

export type LayoutMode = 'grid' | 'spotlight';

/** Where one sees oneself: as the layout has it, among the others, over them in a corner, or nowhere. */
export type SelfViewMode = 'auto' | 'grid' | 'float' | 'hidden';

export type PanelName = 'chat' | 'people';

export type SheetName = 'settings' | 'shortcuts';

export interface TileView {
  /** Stable for as long as the tile means the same thing: `self`, a peer's id, a track's id, `self:label`. */
  readonly key: string;
  /** Whose it is; null: one's own. */
  readonly peerId: string | null;
  readonly source: Source;
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
  readonly hand: boolean;
  readonly pinned: boolean;
  /** A moderator shows them large to everyone. */
  readonly spotlit: boolean;
  /** Null where nothing is known. */
  readonly quality: Quality | null;
  /** What its peer has just shown, such as a heart, with a key for each time; null for most of the time. */
  readonly reaction: { readonly key: string; readonly text: string } | null;
  /** 0-359, the avatar's colour; stable per peer. */
  readonly hue: number;
}

export interface StageView {
  /** In their order: what is featured first, then the others. */
  readonly tiles: readonly TileView[];
  /** The first tile is shown large. */
  readonly featured: boolean;
  /** One's own camera when it lies over the others in a corner and is none of `tiles`. */
  readonly floating: TileView | null;
  /** Where that floats. */
  readonly corner: Corner;
  /** Key of the tile that stays in sight when there are several pages. */
  readonly speaker: string | null;
  /** The own connection is lost for the moment. */
  readonly dimmed: boolean;
}

export type NoticeAction =
  'unlock' | 'resume' | 'copy-link' | 'unmute' | 'camera-on' | 'open-chat' | 'open-people' | 'admit';

export interface NoticeView {
  readonly key: string;
  readonly icon: IconName;
  readonly text: string;
  /** A failure is marked by its icon's colour. */
  readonly tone: 'quiet' | 'failure';
  /** `id`: of whom it is about, where it needs one. */
  readonly action: { readonly name: NoticeAction; readonly label: string; readonly id?: string } | null;
  readonly dismissible: boolean;
  /** It is said aloud elsewhere already. */
  readonly announced: boolean;
}

export interface DeviceChoice {
  /** As the browser names it; stable per page origin. */
  readonly id: string;
  /** Empty until the browser was allowed to tell it. */
  readonly label: string;
}

export interface DeviceListView {
  readonly devices: readonly DeviceChoice[];
  /** Null: whatever the system has for default. */
  readonly chosen: string | null;
}

/** What can be chosen among; a list is empty where the browser offers no choice. */
export interface DevicesView {
  readonly microphone: DeviceListView;
  readonly camera: DeviceListView;
  readonly speaker: DeviceListView;
}

export type ChoosableDevice = keyof DevicesView;

/** What stands where the tiles will be, for as long as one is not in the room. */
export interface LobbyView {
  readonly mode: 'ready' | 'joining' | 'knocking' | 'left' | 'failed';
  readonly room: string;
  readonly heading: string;
  readonly text: string;
  /** For developers, folded away. */
  readonly details: string;
  readonly name: string;
  readonly microphone: DeviceStatus;
  readonly camera: DeviceStatus;
  /** What others would see; null: an avatar. */
  readonly preview: MediaStream | null;
  /** What others would hear, for the meter. */
  readonly voice: MediaStreamTrack | null;
  /** What the browser refused, in words, with how to allow it. */
  readonly problems: readonly { readonly key: string; readonly text: string }[];
  /**
   * Whether camera and microphone may be used: `needed`, nothing is shown before a press (`sfu-preview`) lets the browser
   * ask; `asking`, the browser asks just now; `granted`, or nothing is wanted of them.
   */
  readonly permission: 'needed' | 'asking' | 'granted';
  /** Names of those who are in already, '' for who gave none; null: not known. */
  readonly present: readonly string[] | null;
  readonly devices: DevicesView;
  /** Null: there is nothing to do. */
  readonly action: string | null;
}

export interface ControlsView {
  readonly microphone: DeviceStatus;
  readonly camera: DeviceStatus;
  readonly screen: DeviceStatus;
  readonly devices: DevicesView;
  readonly hand: boolean;
  /** False: the bar has only the devices and the way out. */
  readonly full: boolean;
  /** There is something to leave. */
  readonly inCall: boolean;
  readonly panel: PanelName | null;
  readonly layout: LayoutMode;
  readonly fullscreen: boolean;
  /** Null where the browser has none, as on an iPhone. */
  readonly canFullscreen: boolean;
  /** Messages since the chat was last in sight. */
  readonly unread: number;
  readonly people: number;
  /** How many wait to be let in. */
  readonly knocks: number;
  readonly mayReact: boolean;
  /** The microphone is open for as long as a key is held. */
  readonly talking: boolean;
  /** The page lets single keys be heard: there is a sheet of them. */
  readonly shortcuts: boolean;
}

export interface ChatMessageView {
  readonly id: string;
  /** Tells senders apart who have the same name: a peer's id, or `self`. */
  readonly sender: string;
  readonly name: string;
  readonly own: boolean;
  readonly text: string;
  /** In ms since the epoch. */
  readonly at: number;
  readonly state: 'sent' | 'sending' | 'failed';
  /** Who else sees it, in words, where that is not everyone; else ''. */
  readonly note: string;
}

export interface ChatView {
  /** Longest message, in UTF-16 code units. */
  readonly limit: number;
  /** False: one only reads. */
  readonly writable: boolean;
  /** Oldest first; those on their way last. */
  readonly messages: readonly ChatMessageView[];
}

export interface PersonView {
  /** Null: oneself. */
  readonly peerId: string | null;
  readonly name: string;
  /** What their token calls them, such as `teacher`; '' for most. */
  readonly role: string;
  readonly moderator: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly hand: boolean;
  readonly speaking: boolean;
  readonly away: boolean;
  readonly quality: Quality | null;
  /** How loud this client plays them, 0 to 1. */
  readonly volume: number;
  /** This client receives nothing of them. */
  readonly paused: boolean;
  readonly pinned: boolean;
  /** A moderator shows them large to everyone. */
  readonly spotlit: boolean;
  readonly hue: number;
  /** What a moderator may do with them now; nothing for everyone else. */
  readonly actions: readonly PersonAction[];
}

export interface PeopleView {
  /** Oneself first, then raised hands in the order they were raised, then the others as they came. */
  readonly people: readonly PersonView[];
  /** Null for who does not moderate. */
  readonly moderation: ModerationView | null;
}

export interface PanelView {
  readonly open: PanelName | null;
  readonly chat: ChatView;
  readonly people: PeopleView;
  readonly unread: number;
}

/** One track's numbers, of what is sent or received now. */
export interface TrackNumbers {
  /** Whose and what, in words. */
  readonly name: string;
  readonly direction: 'send' | 'receive';
  readonly kind: 'audio' | 'video';
  /** In bit/s. */
  readonly bitrate: number;
  /** Part of the packets that were lost, 0 to 1; null: not known. */
  readonly loss: number | null;
  /** Such as `VP8`. */
  readonly codec: string;
  /** In px, null for sound. */
  readonly width: number | null;
  readonly height: number | null;
  /** Per second, null for sound. */
  readonly frameRate: number | null;
}

export interface NumbersView {
  /** In ms; null: not known yet. */
  readonly roundTrip: number | null;
  /** In bit/s, of everything. */
  readonly sending: number;
  readonly receiving: number;
  readonly tracks: readonly TrackNumbers[];
}

export interface SettingsView {
  readonly name: string;
  readonly devices: DevicesView;
  readonly preview: MediaStream | null;
  readonly voice: MediaStreamTrack | null;
  readonly selfView: SelfViewMode;
  readonly layout: LayoutMode;
  /** Single keys are heard; null: the page has turned them off for everyone. */
  readonly shortcuts: boolean | null;
  /** Null until they were measured. */
  readonly numbers: NumbersView | null;
}

export interface ShortcutsView {
  /** They are heard. */
  readonly on: boolean;
}
