import { css, html, nothing } from 'lit';
import type { ShortcutsStrings } from '../i18n/sections/shortcuts.js';
import { isInsideUi } from './attachment.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { ShortcutsView } from './views.js';

/** In the order of how often one wants them: what the key does, and the key itself or which word names it. */
const KEYS = [
  ['microphone', 'M'],
  ['talk', 'space'],
  ['camera', 'V'],
  ['screen', 'S'],
  ['hand', 'H'],
  ['chat', 'C'],
  ['people', 'P'],
  ['layout', 'L'],
  ['fullscreen', 'F'],
  ['help', '?'],
  ['close', 'escape'],
] as const satisfies readonly (readonly [keyof ShortcutsStrings, string])[];

/**
 * `<sfu-shortcuts>`: the keys of a room and what they do. The room shows it over the page; placed by hand it stands where
 * it is.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{sheet}>} sfu-sheet - null: it wants to be closed
 * @csspart dialog @csspart title @csspart close @csspart body
 * @csspart hint
 * @csspart shortcut - a key and what it does
 * @csspart key
 */
export class SfuShortcuts extends Part<ShortcutsView> {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 12px;
        color: var(--_quiet);
        text-wrap: pretty;
      }
      dl {
        display: grid;
        margin: 0;
      }
      .shortcut {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        min-block-size: 44px;
        padding-block: 4px;
      }
      .shortcut + .shortcut {
        border-block-start: 1px solid var(--_line);
      }
      dd {
        flex: none;
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        font-size: var(--_small);
        color: var(--_quiet);
      }
      kbd {
        min-inline-size: 28px;
        padding: 3px 8px;
        border: 1px solid var(--_field);
        border-radius: 6px;
        font: inherit;
        font-weight: 600;
        text-align: center;
        color: var(--_text);
        background: var(--_raised);
      }
    `,
  ];

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    if (!isInsideUi(this)) return this.#list(view);
    return html`
      <sfu-dialog
        exportparts="dialog, title, close, body"
        .label=${strings.shortcuts.title}
        .closeLabel=${strings.settings.close}
        @sfu-close=${() => request(this, 'sfu-sheet', { sheet: null })}
      >
        ${this.#list(view)}
      </sfu-dialog>
    `;
  }

  #list({ on }: ShortcutsView): unknown {
    const { shortcuts } = this.strings;
    return html`
      <p part="hint">${on ? shortcuts.hint : shortcuts.off}</p>
      <dl>
        ${KEYS.map(
          ([does, key]) => html`
            <div class="shortcut" part="shortcut">
              <dt>${shortcuts[does]}</dt>
              <dd>
                ${does === 'talk' ? shortcuts.hold : nothing}
                <kbd part="key">${key === 'space' || key === 'escape' ? shortcuts[key] : key}</kbd>
              </dd>
            </div>
          `,
        )}
      </dl>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-shortcuts': SfuShortcuts;
  }
}
