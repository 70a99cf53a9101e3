import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { tilesEn } from '../i18n/tiles-en.js';
import { offerParts, type FreePart } from '../parts/attachment.js';
import { full, more } from './chunks.js';
import type { FullUi } from './full-ui.js';
import { LanguageController } from './language-controller.js';
import { quietly } from './quietly.js';
import type { RoomController, RoomWishes } from './room-controller.js';
import { stageTemplate } from './room-template.js';
import type { RoomUiHost } from './room-ui-host.js';
import { RoomViews } from './room-views.js';
import { ServedParts } from './served-parts.js';
import { SizeController } from './size-controller.js';
import { UiController } from './ui-controller.js';

/** What of a room is seen: the tiles, and around them what comes with a chunk of its own. */
export class RoomUi implements ReactiveController {
  readonly #host: RoomUiHost;
  readonly #room: RoomController;
  readonly #language: LanguageController;
  readonly #ui: UiController;
  readonly #served = new ServedParts();
  /** Null until it is loaded. */
  #full: FullUi | null = null;
  #views: RoomViews | null = null;
  #withdraw: (() => void) | null = null;

  constructor(host: RoomUiHost, room: RoomController) {
    this.#host = host;
    this.#room = room;
    this.#language = new LanguageController(host);
    this.#ui = new UiController(host, room.client);
    new SizeController(
      host,
      room.client,
      () => host.ui !== 'none',
      () => this.#served.all,
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.#withdraw = offerParts(this.#host);
  }

  hostDisconnected(): void {
    this.#withdraw?.();
    this.#withdraw = null;
  }

  /** What is to be ready for whoever may join. */
  get lobby(): RoomWishes['lobby'] {
    if (this.#host.ui === 'none') return 'none';
    if (this.#host.ui === 'tiles' || !this.#full) return 'ready';
    return this.#full.mayPreview ? 'preview' : 'open';
  }

  /** Gives a part that the page placed by hand what it shows, and answers it. */
  serve(part: FreePart): () => void {
    const end = this.#served.add(part);
    this.#loadFull();
    quietly(more.load().then(() => undefined));
    this.#host.requestUpdate();
    return end;
  }

  /** Any touch will do for a browser that holds the sound back, so it need not be the button that says so. */
  watchTouch(root: EventTarget): void {
    root.addEventListener('click', () => {
      if (this.#room.sink.blocked) quietly(this.#room.sink.unlock());
    });
  }

  /** Follows the state, just before it is drawn. */
  follow(): void {
    const { state } = this.#room.client;
    const { layout, ui } = this.#host;
    if (ui !== 'none') this.#loadFull();
    this.#ui.follow(state, layout);
    const views = new RoomViews(state, this.#ui.state, this.#language.strings ?? tilesEn);
    this.#views = this.#full?.follow(views) ?? views;
    // Headless, the page plays what `track` gives it.
    this.#room.sink.update(ui === 'none' ? [] : state.tracks.filter(({ kind }) => kind === 'audio'));
    quietly(this.#room.sink.setSpeaker(state.devices.speaker.chosen ?? ''));
    this.#served.update(this.#views);
  }

  render(): TemplateResult {
    const views = this.#views;
    if (this.#host.ui === 'none' || !views) return html`<slot></slot>`;
    const overlay = this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="tile-overlay"]');
    return html`
      <div class="room" part="room" dir=${views.strings.dir} lang=${views.strings.lang}>
        ${views.isInRoom ? stageTemplate(views, overlay) : nothing} ${this.#full?.render()}
        <div class="brand" part="brand"><slot name="brand"></slot></div>
      </div>
    `;
  }

  /** Asked again with each picture: a network that was away is back some time. */
  #loadFull(): void {
    if (this.#full) return;
    if (full.loaded) {
      const { FullUi } = full.loaded;
      const [host, room, ui, language, served] = [this.#host, this.#room, this.#ui, this.#language, this.#served];
      this.#full = new FullUi({ host, room, ui, language, served, loadMore: () => more.load() });
      more.loadWhenIdle();
    } else quietly(full.load().then(() => this.#host.requestUpdate()));
  }
}
