import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Moderation } from '../protocol/permissions.js';
import { button } from './button.styles.js';
import { initials } from './initials.js';
import type { KnockView, ModerationView } from './moderation-views.js';
import { moderationStyles } from './moderation.styles.js';
import { Part } from './part.js';
import { personStyles } from './person.styles.js';
import { request } from './requests.js';
import { switchStyles } from './switch.styles.js';
import { tokens } from './tokens.styles.js';

/**
 * `<sfu-moderation>`: what a moderator does with the whole room, and who waits to be let in. Everyone else sees nothing.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{actions}>} sfu-moderate - what is asked of the server, one after the other
 * @csspart waiting - who waits
 * @csspart waiting-title
 * @csspart admit-all
 * @csspart knock - one of those who wait
 * @csspart admit @csspart deny
 * @csspart switch - of the lock, and of the lobby
 * @csspart mute-all @csspart end
 * @csspart confirm - asks once more
 */
export class SfuModeration extends Part<ModerationView> {
  static override properties: PropertyDeclarations = { ending: { state: true } };
  static override styles = [tokens, button, switchStyles, personStyles, moderationStyles];

  /** It is asked once more whether the call is to end. */
  declare private ending: boolean;
  /** A button of somebody who waits has the focus while it is drawn anew. */
  #wasAnswering = false;

  constructor() {
    super();
    this.ending = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.hidden = !this.view;
    if (!this.view) this.ending = false;
    this.#wasAnswering = Boolean(this.shadowRoot?.activeElement?.closest('.waiting'));
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // By hand: templates may not set a style where the page forbids them.
    for (const knock of this.renderRoot.querySelectorAll<HTMLElement>('.knock')) {
      knock.style.setProperty('--_peer-hue', knock.dataset.hue ?? '');
    }
    // Who was let in takes the button along: the next one has the focus then.
    if (!this.#wasAnswering || this.shadowRoot?.activeElement) return;
    this.renderRoot.querySelector<HTMLElement>('[part=admit], input')?.focus();
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const { moderation } = strings;
    return html`
      ${view.knocks.length > 0 ? this.#waiting(view.knocks) : nothing}
      <div class="room" role="group" aria-label=${moderation.title}>
        ${this.#switch('lock', moderation.lock, moderation.lockHint, view.locked, (locked) => ({ locked }))}
        ${this.#switch('lobby', moderation.lobby, moderation.lobbyHint, view.lobby, (lobby) => ({ lobby }))}
        ${this.ending ? this.#confirm() : this.#all(view)}
      </div>
    `;
  }

  #waiting(knocks: readonly KnockView[]): unknown {
    const { waiting, admitAll } = this.strings.moderation;
    const all = knocks.map(({ id }): Moderation => ({ action: 'admit', id }));
    return html`
      <section class="waiting" part="waiting" aria-labelledby="waiting">
        <div class="title">
          <h3 id="waiting" part="waiting-title">${waiting(knocks.length)}</h3>
          ${
            knocks.length > 1
              ? html`<button part="admit-all" type="button" @click=${() => this.#ask(...all)}>${admitAll}</button>`
              : nothing
          }
        </div>
        <ul role="list">
          ${repeat(
            knocks,
            ({ id }) => id,
            (knock) => this.#knock(knock),
          )}
        </ul>
      </section>
    `;
  }

  #knock({ id, name, hue }: KnockView): unknown {
    const { admit, deny, admitOne, denyOne } = this.strings.moderation;
    return html`
      <li class="knock" part="knock" data-hue=${hue}>
        <span class="disc" aria-hidden="true">${initials(name)}</span>
        <span class="name"><bdi>${name}</bdi></span>
        <span class="answers">
          <button
            class="next"
            part="admit"
            type="button"
            aria-label=${admitOne(name)}
            @click=${() => this.#ask({ action: 'admit', id })}
          >
            ${admit}
          </button>
          <button
            part="deny"
            type="button"
            aria-label=${denyOne(name)}
            @click=${() => this.#ask({ action: 'deny', id })}
          >
            ${deny}
          </button>
        </span>
      </li>
    `;
  }

  #switch(
    id: string,
    label: string,
    hint: string,
    on: boolean,
    rules: (on: boolean) => { locked: boolean } | { lobby: boolean },
  ): unknown {
    return html`
      <label class="switch" part="switch">
        <span>
          <span id="${id}-label">${label}</span>
          <span class="hint" id="${id}-hint">${hint}</span>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-labelledby="${id}-label"
          aria-describedby="${id}-hint"
          .checked=${live(on)}
          @change=${(event: Event) => {
            const { checked } = event.target as HTMLInputElement;
            this.#ask({ action: 'rule', rules: rules(checked) });
            // Until the server says so, it is as it was.
            this.requestUpdate();
          }}
        />
      </label>
    `;
  }

  #all({ muteAll }: ModerationView): unknown {
    const { moderation } = this.strings;
    return html`
      <div class="actions">
        ${
          muteAll.length > 0
            ? html`<button part="mute-all" type="button" @click=${() => this.#ask(...muteAll)}>
                ${moderation.muteAll}
              </button>`
            : nothing
        }
        <button part="end" type="button" @click=${() => (this.ending = true)}>${moderation.end}</button>
      </div>
    `;
  }

  #confirm(): unknown {
    const { endQuestion, end, cancel } = this.strings.moderation;
    return html`<sfu-confirm
      part="confirm"
      .question=${endQuestion}
      .yes=${end}
      .no=${cancel}
      @sfu-yes=${() => {
        this.ending = false;
        this.#ask({ action: 'end' });
      }}
      @sfu-no=${this.#onNo}
    ></sfu-confirm>`;
  }

  #ask(...actions: Moderation[]): void {
    request(this, 'sfu-moderate', { actions });
  }

  readonly #onNo = (): void => {
    this.ending = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[part=end]')?.focus());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-moderation': SfuModeration;
  }
}
