import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RoomViews } from './room-views.js';

/** The tiles, with what the page lays over them. */
export function stageTemplate(views: RoomViews, overlay: HTMLTemplateElement | null): TemplateResult {
  return html`
    <sfu-stage
      part="stage"
      exportparts=${STAGE_PARTS}
      .view=${views.stage}
      .overlay=${overlay}
      .strings=${views.strings}
    >
      ${repeat(
        views.overlaid,
        (key) => key,
        (key) => html`<slot name="tile-overlay:${key}" slot="overlay:${key}"></slot>`,
      )}
    </sfu-stage>
  `;
}

const STAGE_PARTS =
  'tile, video, avatar, initials, overlay, plate, name, note, marks, mark, ring, reaction, actions, tile-action, ' +
  'pager, previous, next, dot';
