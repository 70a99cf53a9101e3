import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FullViews } from './full-views.js';

/** Everything around the tiles, from its views and nothing else. */
export function fullTemplate(views: FullViews): TemplateResult {
  return html`
    ${views.isInRoom ? callTemplate(views) : lobbyTemplate(views)}
    <div class="said" role="status">${views.facts.announcement}</div>
  `;
}

function callTemplate(views: FullViews): TemplateResult {
  const { strings, ui } = views;
  return html`
    ${views.facts.full ? controlsTemplate(views) : nothing} ${noticesTemplate(views)}
    ${
      ui.sheet === 'settings'
        ? html`<sfu-settings
            part="settings"
            exportparts=${SETTINGS_PARTS}
            .view=${views.settings}
            .strings=${strings}
          ></sfu-settings>`
        : nothing
    }
    ${
      ui.sheet === 'shortcuts'
        ? html`<sfu-shortcuts
            part="shortcuts"
            exportparts=${SHORTCUTS_PARTS}
            .view=${views.shortcuts}
            .strings=${strings}
          ></sfu-shortcuts>`
        : nothing
    }
  `;
}

function controlsTemplate(views: FullViews): TemplateResult {
  const { facts, strings, ui } = views;
  return html`
    <slot name="controls">
      <sfu-controls
        part="controls"
        exportparts=${CONTROLS_PARTS}
        .view=${views.controls}
        .strings=${strings}
      ></sfu-controls>
    </slot>
    ${
      // Once opened it stays, closed, with what was being written in it.
      facts.panelUsed
        ? html`<slot name="panel" ?hidden=${ui.panel === null}>
            <sfu-panel part="panel" exportparts=${PANEL_PARTS} .view=${views.panel} .strings=${strings}></sfu-panel>
          </slot>`
        : nothing
    }
  `;
}

function noticesTemplate(views: FullViews): TemplateResult {
  const { strings } = views;
  return html`
    <div class="notices" part="notices" role="status">
      ${repeat(
        views.notices,
        ({ key }) => key,
        (view) => html`<sfu-notice exportparts=${NOTICE_PARTS} .view=${view} .strings=${strings}></sfu-notice>`,
      )}
      ${
        views.alone
          ? html`<slot name="empty">
              <sfu-notice exportparts=${NOTICE_PARTS} .view=${views.invitation} .strings=${strings}></sfu-notice>
            </slot>`
          : nothing
      }
    </div>
  `;
}

function lobbyTemplate({ facts, lobby, strings }: FullViews): TemplateResult {
  // A page with buttons of its own has one to join by; it still wants to be told what is wrong.
  if (!facts.full && lobby.mode === 'ready') return html`<slot name="lobby"></slot>`;
  const view = facts.full ? lobby : { ...lobby, action: null };
  return html`
    <slot name="lobby">
      <sfu-lobby part="lobby" exportparts=${LOBBY_PARTS} .view=${view} .strings=${strings}></sfu-lobby>
    </slot>
  `;
}

const CONTROLS_PARTS =
  'bar, group, toggle, toggle-button, toggle-tip, device-menu, device-menu-button, hand, chat, people, leave, ' +
  'reactions, reactions-button, more, more-button, dot, count, tip, hint, menu, menu-label, menu-item';
const PANEL_PARTS =
  'tabs: panel-tabs, tab: panel-tab, count: panel-count, close: panel-close, chat: panel-chat, people: panel-people, ' +
  'messages, empty, day, sender, message, own-message, link, status: message-status, retry, discard, fresh, composer, ' +
  'field: composer-field, remaining, send, search, list: people-list, nobody, person, avatar: person-avatar, ' +
  'name: person-name, note: person-note, states, options-toggle, options, volume, pin: person-pin, pause: person-pause, ' +
  'action: person-action, confirm: person-confirm, moderation, waiting, waiting-title, admit-all, knock, admit, deny, ' +
  'switch: room-switch, mute-all, end: end-for-all, end-confirm, read-only';
const SETTINGS_PARTS =
  'dialog, title: dialog-title, close: dialog-close, body: dialog-body, tabs: settings-tabs, tab: settings-tab, ' +
  'name: settings-name, preview: settings-preview, device-menu, device-menu-button, menu, menu-label, menu-item, ' +
  'meter, choice, switch, sums, numbers';
const SHORTCUTS_PARTS =
  'dialog, title: dialog-title, close: dialog-close, body: dialog-body, hint: shortcuts-hint, shortcut, key';
const NOTICE_PARTS = 'notice, action, dismiss';
const LOBBY_PARTS =
  'lobby: lobby-form, heading, text, name: lobby-name, join, cancel: lobby-cancel, preview, permission, allow, devices, meter, problem, ' +
  'present, toggle-button, toggle-tip, video, avatar, initials, plate, tile-name, menu, menu-label, menu-item';
