import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.js';
import type { IconName } from './icons.js';
import type { PersonAction } from './moderation-views.js';

const ICONS: Readonly<Record<PersonAction['name'], IconName>> = {
  mute: 'microphone-off',
  ask: 'microphone',
  'stop-camera': 'camera-off',
  'stop-screen': 'screen-off',
  spotlight: 'spotlit',
  'end-spotlight': 'spotlit',
  promote: 'promote',
  demote: 'demote',
  remove: 'remove',
  ban: 'ban',
};

/** A button for each thing that a moderator may do with one person. */
export function personActions(
  actions: readonly PersonAction[],
  { moderation }: Strings,
  act: (action: PersonAction) => void,
): unknown {
  return repeat(
    actions,
    ({ name }) => name,
    (action): TemplateResult => html`
      <button part="action" type="button" data-action=${action.name} @click=${() => act(action)}>
        <sfu-icon name=${ICONS[action.name]}></sfu-icon>${moderation.actions[action.name]}
      </button>
    `,
  );
}
