import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { button } from './button.styles.js';
import { chatGroups, type ChatGroup } from './chat-groups.js';
import { chatStyles } from './chat.styles.js';
import { EndFollower } from './end-follower.js';
import { FocusKeeper } from './focus-keeper.js';
import { heardStyles } from './heard.styles.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { richText } from './rich-text.js';
import { tokens } from './tokens.styles.js';
import type { ChatMessageView, ChatView } from './views.js';

/** From so many characters before the end on, what is left is told. */
const NEAR_LIMIT = 200;

/** The key code of what an input method takes for itself. */
const TAKEN = 229;

/**
 * `<sfu-chat>`: what was written in the room, and a field to write in.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{text}>} sfu-message - a message is to be sent
 * @event {CustomEvent<{id}>} sfu-retry-message - one's own that failed is to be sent again
 * @event {CustomEvent<{id}>} sfu-discard-message - or not at all
 * @csspart chat
 * @csspart messages - what scrolls
 * @csspart empty - in their place before the first one
 * @csspart day
 * @csspart sender - name and time above the messages of one sender
 * @csspart message @csspart own-message - what was written
 * @csspart link
 * @csspart status - below one's own that is not sent
 * @csspart retry @csspart discard
 * @csspart fresh - leads to new messages while one reads older ones
 * @csspart composer @csspart field @csspart remaining @csspart send
 * @csspart read-only - in the composer's place for who may not write
 */
export class SfuChat extends Part<ChatView> {
  static override properties: PropertyDeclarations = { draft: { state: true } };
  static override styles = [tokens, button, heardStyles, chatStyles];

  declare private draft: string;
  readonly #end = new EndFollower(this, () => this.#scroller);
  /** Id of the last message that was in sight; null: none was. */
  #seen: string | null = null;

  constructor() {
    super();
    this.draft = '';
    // The right to write may be taken from who is writing.
    new FocusKeeper(this, () => this.#scroller?.focus());
  }

  /** The field that one writes in. */
  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.#field?.focus(options);
    else void this.updateComplete.then(() => this.#field?.focus(options));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#end.isFollowing) this.#seen = this.#sent.at(-1)?.id ?? null;
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const groups = chatGroups(view.messages, Date.now());
    const time = new Intl.DateTimeFormat(strings.lang, { timeStyle: 'short' });
    return html`
      <div class="chat" part="chat" dir=${strings.dir}>
        <div class="middle">
          <div
            class="scroller"
            part="messages"
            role="log"
            tabindex="0"
            aria-label=${strings.chat.title}
            @scroll=${this.#end.onScroll}
          >
            <div class="groups">
              ${
                groups.length === 0
                  ? this.#empty(view)
                  : repeat(
                      groups,
                      ({ key }) => key,
                      (group) => this.#group(group, time),
                    )
              }
            </div>
          </div>
          ${this.#fresh()}
        </div>
        ${view.writable ? this.#composer(view) : html`<p class="read-only" part="read-only">${strings.moderation.mayNotWrite}</p>`}
      </div>
    `;
  }

  #empty({ writable }: ChatView): unknown {
    const { empty, emptyText } = this.strings.chat;
    return html`
      <div class="empty" part="empty">
        <sfu-icon name="chat"></sfu-icon>
        <strong>${empty}</strong>
        ${writable ? html`<span>${emptyText}</span>` : nothing}
      </div>
    `;
  }

  #group({ messages, newDay }: ChatGroup, time: Intl.DateTimeFormat): unknown {
    const [{ own, name, note, at }] = messages;
    return html`
      ${newDay ? html`<p class="day" part="day">${this.#day(at)}</p>` : nothing}
      <div class="group ${own ? 'own' : ''}">
        <div class="sender" part="sender" aria-hidden="true">
          <span class="who">
            ${own ? nothing : html`<bdi class="name">${name}</bdi>`}
            <span class="time">${time.format(at)}</span>
          </span>
          ${note === '' ? nothing : html`<span class="note">${note}</span>`}
        </div>
        ${repeat(
          messages,
          ({ id }) => id,
          (message) => this.#message(message, time),
        )}
      </div>
    `;
  }

  #message(message: ChatMessageView, time: Intl.DateTimeFormat): unknown {
    const { own, state, text, name, note, at } = message;
    const about = [name, note, time.format(at)].filter((words) => words !== '');
    return html`
      <div class="message ${state}">
        <span class="heard">${new Intl.ListFormat(this.strings.lang, { type: 'unit' }).format(about)}: </span>
        <p class="bubble" part="message ${own ? 'own-message' : ''}" dir="auto">
          <span class="text"
            >${richText(text).map(({ text: words, href }) => (href === null ? words : linkTo(href, words)))}</span
          >
        </p>
        ${state === 'sent' ? nothing : this.#status(message)}
      </div>
    `;
  }

  #status({ id, state }: ChatMessageView): unknown {
    const { sending, failed, retry, discard } = this.strings.chat;
    if (state === 'sending') {
      // Heard for each message, it would be more than the message.
      return html`<div class="status waiting" part="status" aria-hidden="true">${sending}</div>`;
    }
    return html`
      <div class="status" part="status">
        <span class="failed"><sfu-icon name="warning"></sfu-icon>${failed}</span>
        <button class="small" part="retry" type="button" @click=${() => this.#answer('sfu-retry-message', id)}>
          ${retry}
        </button>
        <button class="small" part="discard" type="button" @click=${() => this.#answer('sfu-discard-message', id)}>
          ${discard}
        </button>
      </div>
    `;
  }

  #fresh(): unknown {
    if (this.#end.isFollowing) return nothing;
    const sent = this.#sent;
    const since = sent.slice(sent.findIndex(({ id }) => id === this.#seen) + 1);
    const count = since.filter(({ own }) => !own).length;
    if (count === 0) return nothing;
    return html`
      <button class="fresh" part="fresh" type="button" @click=${this.#onFresh}>
        <sfu-icon name="chevron"></sfu-icon>${this.strings.chat.fresh(count)}
      </button>
    `;
  }

  #composer({ limit }: ChatView): unknown {
    const { chat } = this.strings;
    const length = this.draft.trim().length;
    const remaining = limit - length;
    const isReady = length > 0 && remaining >= 0;
    return html`
      <form class="composer" part="composer" @submit=${this.#onSubmit}>
        <div class="field" part="field" data-draft=${this.draft}>
          <textarea
            rows="1"
            enterkeyhint="send"
            placeholder=${chat.field}
            aria-label=${chat.field}
            aria-describedby=${remaining <= NEAR_LIMIT ? 'remaining' : nothing}
            aria-invalid=${remaining < 0 ? 'true' : nothing}
            .value=${live(this.draft)}
            @input=${this.#onInput}
            @keydown=${this.#onKeyDown}
          ></textarea>
        </div>
        <button
          class="send ${isReady ? 'next' : ''}"
          part="send"
          type="submit"
          aria-label=${chat.send}
          aria-disabled=${!isReady}
        >
          <sfu-icon name="send"></sfu-icon>
        </button>
        ${
          remaining <= NEAR_LIMIT
            ? html`<span id="remaining" class="remaining ${remaining < 0 ? 'over' : ''}" part="remaining"
                >${remaining < 0 ? chat.tooMany(-remaining) : chat.remaining(remaining)}</span
              >`
            : nothing
        }
        <span class="heard" role="status">${remaining < 0 ? chat.tooLong : ''}</span>
      </form>
    `;
  }

  #day(at: number): string {
    return new Intl.DateTimeFormat(this.strings.lang, { dateStyle: 'full' }).format(at);
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroller');
  }

  /** What the server has: those on their way change their places. */
  get #sent(): readonly ChatMessageView[] {
    return this.view?.messages.filter(({ state }) => state === 'sent') ?? [];
  }

  /** What was pressed goes away; the focus stays in the chat. */
  #answer(name: 'sfu-retry-message' | 'sfu-discard-message', id: string): void {
    request(this, name, { id });
    this.focus();
  }

  #send(): void {
    const text = this.draft.trim();
    if (!this.view || text === '' || text.length > this.view.limit) return;
    this.draft = '';
    this.#end.toEnd();
    request(this, 'sfu-message', { text });
  }

  readonly #onFresh = (): void => {
    this.#end.toEnd();
    this.#scroller?.focus();
  };

  readonly #onInput = (event: Event): void => {
    this.draft = (event.target as HTMLTextAreaElement).value;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    // While words are composed, Enter chooses among them; Safari tells that of the last Enter by the code alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is nothing in its place
    if (event.isComposing || event.keyCode === TAKEN) return;
    event.preventDefault();
    this.#send();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
    this.focus();
  };
}

/** In a page of its own: the call goes on in this one. Mail opens elsewhere by itself. */
function linkTo(href: string, words: string): unknown {
  return html`<a
    part="link"
    href=${href}
    target=${href.startsWith('mailto:') ? nothing : '_blank'}
    rel="noopener noreferrer nofollow ugc"
    >${words}</a
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-chat': SfuChat;
  }
}
