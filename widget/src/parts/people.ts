import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { button } from './button.styles.js';
import { entryStyles } from './entry.styles.js';
import { findPeople } from './find-people.js';
import { heardStyles } from './heard.styles.js';
import type { IconName } from './icons.js';
import { initials } from './initials.js';
import type { PersonAction } from './moderation-views.js';
import { Part } from './part.js';
import { peopleStyles } from './people.styles.js';
import { personActions } from './person-actions.js';
import { personStyles } from './person.styles.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { PeopleView, PersonView } from './views.js';

/** Of more people than these, one looks for a name. */
const MANY = 10;

/** Key of oneself, also of one's own tile. */
const SELF = 'self';

/**
 * `<sfu-people>`: who is in the room, with their states, how loud each is played, and whether they are received at all.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{key}>} sfu-pin - their tile is to be shown large; null: no longer
 * @event {CustomEvent<{peerId, volume}>} sfu-volume - 0 to 1
 * @event {CustomEvent<{actions}>} sfu-moderate - what a moderator asks of the server
 * @event {CustomEvent<{peerId, paused}>} sfu-pause - nothing of them is to be received, or everything again
 * @csspart search
 * @csspart list
 * @csspart nobody - in place of the list: no name matches
 * @csspart person
 * @csspart avatar
 * @csspart name
 * @csspart note - what is wrong for the moment, in words
 * @csspart states - holds the icons of the states
 * @csspart options-toggle
 * @csspart options
 * @csspart volume
 * @csspart pin @csspart pause
 * @csspart action - one of what moderators may do with them
 * @csspart confirm - asks once more
 * @csspart moderation - for moderators: the whole room, and who waits to be let in
 */
export class SfuPeople extends Part<PeopleView> {
  static override properties: PropertyDeclarations = {
    typed: { state: true },
    open: { state: true },
    banning: { state: true },
  };
  static override styles = [tokens, button, heardStyles, entryStyles, personStyles, peopleStyles];

  /** What is looked for. */
  declare private typed: string;
  /** Key of the one whose options are shown. */
  declare private open: string | null;
  /** It is asked once more whether the one with the options is to be kept out. */
  declare private banning: boolean;
  /** What has the focus in it while it is drawn anew, and in which row that is. */
  #focused: { readonly element: HTMLElement; readonly at: number } | null = null;

  constructor() {
    super();
    this.typed = '';
    this.open = null;
    this.banning = false;
  }

  /** Into the field to search in, else the options of the first person. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input, .toggle')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // A field that is no longer there hides nobody.
    if (!this.#isMany) this.typed = '';
    const element = this.shadowRoot?.activeElement;
    const at = this.#rows.findIndex((row) => row.contains(element ?? null));
    this.#focused = element instanceof HTMLElement ? { element, at } : null;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#keepFocus();
    if (!changed.has('view') && !changed.has('typed')) return;
    // By hand: templates may not set a style where the page forbids them.
    for (const row of this.#rows) row.style.setProperty('--_peer-hue', row.dataset.hue ?? '');
  }

  protected override render(): unknown {
    const { view, strings, typed } = this;
    if (!view) return nothing;
    const found = findPeople(view.people, typed);
    return html`
      ${
        view.moderation
          ? html`<sfu-moderation
              part="moderation"
              exportparts=${MODERATION_PARTS}
              .view=${view.moderation}
              .strings=${strings}
            ></sfu-moderation>`
          : nothing
      }
      ${this.#isMany ? this.#search() : nothing}
      ${
        found.length === 0
          ? nothing
          : html`<ul part="list" role="list" aria-label=${strings.people.title}>
              ${repeat(found, keyOf, (person) => this.#person(person))}
            </ul>`
      }
      <div role="status">
        ${found.length === 0 ? html`<p class="nobody" part="nobody">${strings.people.nobody}</p>` : nothing}
      </div>
    `;
  }

  get #rows(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.person')];
  }

  /** A row that moves loses the focus, and one that goes takes it along: then the row in its place has it. */
  #keepFocus(): void {
    const before = this.#focused;
    this.#focused = null;
    if (!before || this.shadowRoot?.activeElement) return;
    const rows = this.#rows;
    const inPlace = rows.at(Math.min(Math.max(before.at, 0), rows.length - 1));
    (before.element.isConnected ? before.element : inPlace?.querySelector<HTMLElement>('.toggle'))?.focus();
  }

  get #isMany(): boolean {
    return (this.view?.people.length ?? 0) > MANY;
  }

  #search(): unknown {
    const { search } = this.strings.people;
    return html`
      <div class="search">
        <sfu-icon name="search"></sfu-icon>
        <input
          class="entry"
          part="search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder=${search}
          aria-label=${search}
          .value=${this.typed}
          @input=${this.#onType}
          @keydown=${this.#onSearchKey}
        />
      </div>
    `;
  }

  #person(person: PersonView): unknown {
    const { strings } = this;
    const { name, speaking, away, moderator, hue } = person;
    const key = keyOf(person);
    const isOpen = this.open === key;
    const note = this.#notes(person).join(' · ');
    const states = this.#states(person);
    const heard = [
      ...(moderator ? [strings.moderation.moderator] : []),
      ...(speaking ? [strings.stage.speaking] : []),
      ...states.map(([, words]) => words),
    ];
    return html`
      <li
        class="person ${isOpen ? 'open' : ''} ${speaking ? 'speaking' : ''} ${away ? 'away' : ''}"
        part="person"
        data-hue=${hue}
      >
        <div class="row">
          <span class="disc" part="avatar" aria-hidden="true">${initials(name)}</span>
          <span class="middle">
            <span class="words">
              <span class="name" part="name"
                ><bdi>${name}</bdi>${
                  moderator ? html` <sfu-icon class="badge" name="moderator"></sfu-icon>` : nothing
                }</span
              >
              ${note === '' ? nothing : html`<span class="note" part="note">${note}</span>`}
            </span>
            <span class="heard">${heard.map((words) => html`, ${words}`)}</span>
            <span class="states" part="states">
              ${states.map(([icon]) => html`<sfu-icon name=${icon}></sfu-icon>`)}
            </span>
          </span>
          <button
            class="toggle"
            part="options-toggle"
            type="button"
            aria-label=${strings.people.options(name)}
            aria-expanded=${isOpen}
            @click=${() => this.#open(isOpen ? null : key)}
          >
            <sfu-icon name="chevron"></sfu-icon>
          </button>
        </div>
        ${isOpen ? this.#options(person) : nothing}
      </li>
    `;
  }

  /** What an icon alone would not tell. */
  #notes({ peerId, name, role, away, paused }: PersonView): string[] {
    const { you, away: reconnecting, people } = this.strings;
    const notes = [
      peerId === null && name !== you && you,
      role !== '' && role,
      away && reconnecting,
      paused && people.stopped,
    ];
    return notes.filter((note) => note !== false);
  }

  #states({ hand, spotlit, screen, quality, microphone, camera }: PersonView): [IconName, string][] {
    const { stage, people, muted } = this.strings;
    const all: (false | [IconName, string])[] = [
      hand && ['hand', stage.handRaised],
      spotlit && ['spotlit', stage.spotlit],
      screen && ['screen', people.sharing],
      quality === 'poor' && ['poor-connection', stage.poorConnection],
      quality === 'fair' && ['fair-connection', people.fairConnection],
      !camera && ['camera-off', people.cameraOff],
      !microphone && ['microphone-off', muted],
    ];
    return all.filter((state) => state !== false);
  }

  #options(person: PersonView): unknown {
    const { strings } = this;
    const { peerId, pinned, paused } = person;
    const key = keyOf(person);
    return html`
      <div class="options" part="options">
        ${peerId === null ? nothing : this.#volume(peerId, person)}
        <div class="actions">
          <button part="pin" type="button" @click=${() => request(this, 'sfu-pin', { key: pinned ? null : key })}>
            <sfu-icon name=${pinned ? 'pin-off' : 'pin'}></sfu-icon>${pinned ? strings.stage.unpin : strings.stage.pin}
          </button>
          ${
            peerId === null
              ? nothing
              : html`<button
                  part="pause"
                  type="button"
                  @click=${() => request(this, 'sfu-pause', { peerId, paused: !paused })}
                >
                  <sfu-icon name=${paused ? 'play' : 'pause'}></sfu-icon
                  >${paused ? strings.people.resume : strings.people.stop}
                </button>`
          }
          ${this.banning ? nothing : personActions(person.actions, strings, this.#act)}
        </div>
        ${this.banning ? this.#confirm(person) : nothing}
      </div>
    `;
  }

  #confirm({ name, actions }: PersonView): unknown {
    const { moderation } = this.strings;
    const ban = actions.find((action) => action.name === 'ban');
    if (!ban) return nothing;
    return html`<sfu-confirm
      part="confirm"
      .question=${moderation.banQuestion(name)}
      .yes=${moderation.actions.remove}
      .no=${moderation.cancel}
      @sfu-yes=${() => {
        this.banning = false;
        request(this, 'sfu-moderate', { actions: [ban.asks] });
      }}
      @sfu-no=${this.#onNo}
    ></sfu-confirm>`;
  }

  #open(key: string | null): void {
    this.open = key;
    this.banning = false;
  }

  #volume(peerId: string, { name, volume }: PersonView): unknown {
    const { people, lang } = this.strings;
    const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format(volume);
    return html`
      <label class="volume" part="volume">
        <sfu-icon name="sound"></sfu-icon>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          aria-label=${people.volume(name)}
          aria-valuetext=${percent}
          .value=${String(volume)}
          @input=${(event: Event) =>
            request(this, 'sfu-volume', { peerId, volume: (event.target as HTMLInputElement).valueAsNumber })}
        />
        <span class="percent" aria-hidden="true">${percent}</span>
      </label>
    `;
  }

  readonly #act = ({ name, asks }: PersonAction): void => {
    if (name === 'ban') this.banning = true;
    else request(this, 'sfu-moderate', { actions: [asks] });
  };

  readonly #onNo = (): void => {
    this.banning = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-action=ban]')?.focus());
  };

  readonly #onType = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
  };

  /** First the search is given up, then whatever Escape closes around it. */
  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.typed === '' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.typed = '';
  };
}

/** Of the room's switches and of who waits. */
const MODERATION_PARTS =
  'waiting, waiting-title, admit-all, knock, admit, deny, switch, mute-all, end, confirm: end-confirm';

function keyOf({ peerId }: PersonView): string {
  return peerId ?? SELF;
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-people': SfuPeople;
  }
}
