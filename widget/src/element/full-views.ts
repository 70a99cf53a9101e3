import type { Strings } from '../i18n/strings.js';
import type { FreePart } from '../parts/attachment.js';
import type { ControlsView, LobbyView, NoticeView, PanelView, SettingsView, ShortcutsView } from '../parts/views.js';
import { RoomViews } from './room-views.js';
import { chatView } from './views/chat.js';
import { controlsView, type ControlsFacts } from './views/controls.js';
import { lobbyView, type LobbyFacts } from './views/lobby.js';
import { invitation, noticeViews, type NoticeFacts } from './views/notices.js';
import { peopleView } from './views/people.js';
import { settingsView, type SettingsFacts } from './views/settings.js';

/** Everything beside the room's state that the UI around the tiles is made from. */
export interface FullFacts extends LobbyFacts, NoticeFacts, ControlsFacts, SettingsFacts {
  readonly announcement: string;
  /** The panel has been open in this call. */
  readonly panelUsed: boolean;
}

/** What each part shows, made when it is asked for: whatever shows a part of a room, shows this. */
export class FullViews extends RoomViews {
  constructor(
    { state, ui }: Pick<RoomViews, 'state' | 'ui'>,
    readonly facts: FullFacts,
    override readonly strings: Strings,
  ) {
    super(state, ui, strings);
  }

  get controls(): ControlsView {
    return controlsView(this.state, this.ui, this.facts);
  }

  get lobby(): LobbyView {
    return lobbyView(this.state, this.facts, this.strings);
  }

  get notices(): NoticeView[] {
    return noticeViews(this.state, this.facts, this.strings);
  }

  /** Nobody else is here. */
  get alone(): boolean {
    return this.status === 'joined' && this.state.peers.length === 0;
  }

  get invitation(): NoticeView {
    return invitation(this.facts, this.strings);
  }

  get panel(): PanelView {
    return {
      open: this.ui.panel,
      chat: chatView(this.state, this.strings),
      people: peopleView(this.state, this.ui, this.strings),
      unread: this.facts.unread,
    };
  }

  get settings(): SettingsView {
    return settingsView(this.state, this.ui, this.facts, this.strings);
  }

  get shortcuts(): ShortcutsView {
    return { on: this.facts.shortcutsOn };
  }

  override of(part: FreePart): unknown {
    return VIEWS[part.localName]?.(this, part) ?? super.of(part);
  }
}

type Device = keyof ControlsView['devices'];

/** Which device a tag means that stands for one of several. */
const deviceOf = (part: FreePart): Device => (part.getAttribute('device') ?? 'microphone') as Device;

const VIEWS: Readonly<Record<string, (views: FullViews, part: FreePart) => unknown>> = {
  'sfu-controls': (views) => views.controls,
  'sfu-toggle': ({ controls }, part) => controls[deviceOf(part) as 'microphone' | 'camera' | 'screen'],
  'sfu-device-menu': ({ controls }, part) => controls.devices[deviceOf(part)],
  'sfu-more-menu': (views) => views.controls,
  'sfu-reactions': () => true,
  'sfu-meter': ({ settings }) => settings.voice,
  'sfu-lobby': (views) => views.lobby,
  'sfu-panel': (views) => views.panel,
  'sfu-chat': ({ panel }) => panel.chat,
  'sfu-people': ({ panel }) => panel.people,
  'sfu-moderation': ({ panel }) => panel.people.moderation,
  'sfu-settings': (views) => views.settings,
  'sfu-shortcuts': (views) => views.shortcuts,
};
