import { textOf, type Publish } from '../client/room-options.js';
import type { RoomState } from '../client/room-state.js';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { onRequests } from '../parts/requests.js';
import { roomAnswers } from './answers.js';
import { FocusController } from './focus-controller.js';
import { fullTemplate } from './full-template.js';
import { fullStyles } from './full.styles.js';
import { FullViews } from './full-views.js';
import { KeysController } from './keys-controller.js';
import type { LanguageController } from './language-controller.js';
import { KnockWatch } from './knock-watch.js';
import { LinkController } from './link-controller.js';
import { ModerationToasts } from './moderation-toasts.js';
import { NumbersController } from './numbers-controller.js';
import { PermissionController } from './permission-controller.js';
import type { RoomController } from './room-controller.js';
import type { RoomUiHost } from './room-ui-host.js';
import type { RoomViews } from './room-views.js';
import type { ServedParts } from './served-parts.js';
import { ShortcutsController } from './shortcuts-controller.js';
import { ToastController } from './toast-controller.js';
import type { UiController } from './ui-controller.js';
import { Unread } from './unread.js';
import { isWaiting } from './waiting.js';

/** What the UI around the tiles shares with the rest of its element. */
export interface FullUiParts {
  readonly host: RoomUiHost;
  readonly room: RoomController;
  readonly ui: UiController;
  readonly language: LanguageController;
  readonly served: ServedParts;
  readonly loadMore: () => Promise<{ playTestSound: (speaker: string) => Promise<void> }>;
}

/** The UI around the tiles: lobby, controls, notices, panel, sheets. */
export class FullUi {
  readonly #parts: FullUiParts;
  readonly #link: LinkController;
  readonly #permission: PermissionController;
  readonly #numbers: NumbersController;
  readonly #toasts: ToastController;
  readonly #shortcuts: ShortcutsController;
  readonly #keys: KeysController;
  readonly #unread = new Unread();
  readonly #knocks = new KnockWatch();
  #views: FullViews | null = null;
  #panelUsed = false;

  constructor(parts: FullUiParts) {
    const { host, room, ui, served, loadMore } = parts;
    this.#parts = parts;
    this.#link = new LinkController(host);
    this.#permission = new PermissionController(host);
    this.#shortcuts = new ShortcutsController(host);
    this.#toasts = new ToastController(host, room.client, () => this.#strings, {
      isChatInSight: () => this.#isChatInSight,
    });
    this.#numbers = new NumbersController(host, room.client, () => {
      return this.#views?.isInRoom === true && (ui.state.sheet === 'settings' || served.has('sfu-settings'));
    });
    const answers = roomAnswers(host, {
      room,
      ui,
      link: this.#link,
      focus: new FocusController(host, () => !isWaiting(room.client.state.status)),
      toasts: this.#toasts,
      moderation: new ModerationToasts(room.client, this.#toasts, () => this.#strings),
      knocks: this.#knocks,
      shortcuts: this.#shortcuts,
      playTestSound: async (speaker) => (await loadMore()).playTestSound(speaker),
    });
    onRequests(host.renderRoot, answers);
    const { styleSheet } = fullStyles;
    if (styleSheet) (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
    served.answerBy((part, signal) => onRequests(part, answers, signal));
    this.#keys = new KeysController(host, answers, () => {
      const views = this.#views;
      return host.ui === 'full' && views?.isInRoom
        ? { ...views.controls, sheet: views.ui.sheet, shortcuts: this.#shortcuts.on }
        : null;
    });
  }

  /** Camera and microphone may be shown before anybody asks for it. */
  get mayPreview(): boolean {
    return this.#permissionState === 'granted';
  }

  /** What everything around the tiles shows from here on. */
  follow({ state, isInRoom }: RoomViews): FullViews {
    const { host, ui, served } = this.#parts;
    // What is shown nowhere does not stay open, to come up when all is shown again.
    if (host.ui === 'none') ui.set({ sheet: null });
    if (host.ui !== 'full' && !served.has('sfu-panel')) ui.set({ panel: null });
    const { panel } = ui.state;
    this.#panelUsed = isInRoom && (this.#panelUsed || panel !== null);
    this.#unread.follow(state, this.#isChatInSight);
    this.#knocks.follow(state.knocks, panel === 'people');
    this.#views = new FullViews({ state, ui: ui.state }, this.#facts(state), this.#strings);
    return this.#views;
  }

  render(): unknown {
    return this.#views && fullTemplate(this.#views);
  }

  /** In the panel, or where the page has put it. */
  get #isChatInSight(): boolean {
    const { ui, served } = this.#parts;
    return ui.state.panel === 'chat' || served.has('sfu-chat');
  }

  get #strings(): Strings {
    return this.#parts.language.strings ?? en;
  }

  get #permissionState(): 'needed' | 'asking' | 'granted' {
    const { host, room } = this.#parts;
    const wants = (publish: Publish): boolean => publish === 'on';
    return this.#permission.of({ audio: wants(host.audio), video: wants(host.video) }, room.client.state.self);
  }

  #facts(state: RoomState): FullViews['facts'] {
    const { host, room: controller, ui } = this.#parts;
    const { room, audio, video, autojoin, ownerDocument } = host;
    const { errors, reason, sink } = controller;
    const full = host.ui === 'full';
    return {
      ...{ room, audio, video, errors, reason, full },
      name: textOf(host.name) || (full && !autojoin ? ui.keptName : ''),
      permission: this.#permissionState,
      soundBlocked: sink.blocked,
      canCopy: this.#link.canCopy,
      linkCopied: this.#link.copied,
      toasts: this.#toasts.toasts,
      announcement: this.#toasts.announcement,
      canShare: 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices,
      canFullscreen: ownerDocument.fullscreenEnabled,
      talking: this.#keys.talking,
      knocks: this.#knocks.unseen,
      unread: this.#unread.count(state),
      shortcutsAllowed: this.#shortcuts.allowed,
      shortcutsOn: this.#shortcuts.on,
      stats: this.#numbers.latest,
      panelUsed: this.#panelUsed,
    };
  }
}
