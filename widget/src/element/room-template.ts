import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { DeviceStatus } from '../parts/views.js';
import { lobbyView, type LobbyFacts } from './lobby-view.js';
import { invitation, noticeViews, type NoticeFacts } from './notices.js';
import { stageView } from './tiles.js';

/** Everything the picture of a room is made from. */
export interface RoomFacts extends LobbyFacts, NoticeFacts {
  readonly announcement: string;
  /** The browser can share a screen; phones cannot. */
  readonly canShare: boolean;
}

/** The whole of the UI, from the state and nothing else. */
export function roomTemplate(state: RoomState, facts: RoomFacts, strings: Strings): TemplateResult {
  const inRoom = state.status === 'joined' || state.status === 'reconnecting';
  return html`
    <div class="room" part="room">
      ${inRoom ? callTemplate(state, facts, strings) : lobbyTemplate(state, facts, strings)}
    </div>
    <div class="said" role="status">${facts.announcement}</div>
  `;
}

function callTemplate(state: RoomState, facts: RoomFacts, strings: Strings): TemplateResult {
  const { microphone, camera, screen } = state.self;
  const sharing: DeviceStatus = facts.canShare || screen !== 'off' ? screen : 'none';
  return html`
    <sfu-stage
      part="stage"
      exportparts="tile, video, avatar, initials, plate, name, ring"
      .view=${stageView(state, strings)}
      .strings=${strings}
    ></sfu-stage>
    <sfu-controls
      part="controls"
      exportparts="bar, toggle, toggle-button, toggle-tip, leave"
      .view=${{ microphone, camera, screen: sharing }}
      .strings=${strings}
    ></sfu-controls>
    <div class="notices" part="notices" role="status">
      ${repeat(
        noticeViews(state, facts, strings),
        ({ key }) => key,
        (view) => html`
          <sfu-notice exportparts="notice, action, dismiss" .view=${view} .strings=${strings}></sfu-notice>
        `,
      )}
      ${state.peers.length === 0 && state.status === 'joined' ? invitationTemplate(facts, strings) : nothing}
    </div>
  `;
}

function invitationTemplate(facts: RoomFacts, strings: Strings): TemplateResult {
  return html`
    <slot name="empty">
      <sfu-notice
        exportparts="notice, action, dismiss"
        .view=${invitation(facts, strings)}
        .strings=${strings}
      ></sfu-notice>
    </slot>
  `;
}

function lobbyTemplate(state: RoomState, facts: RoomFacts, strings: Strings): TemplateResult {
  return html`
    <sfu-lobby
      exportparts="lobby, heading, text, name: lobby-name, join"
      .view=${lobbyView(state, facts, strings)}
      .strings=${strings}
    ></sfu-lobby>
  `;
}
