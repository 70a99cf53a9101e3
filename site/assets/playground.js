import { copyOnClick } from './copy.js';
import { drawnTrack } from './drawn-track.js';
import { EventLog } from './event-log.js';
import { guestsLeft, inviteGuest } from './guests.js';
import { byId, say, widgetUrl } from './page.js';
import { newRoomName } from './room-name.js';

/** @import { SfuRoom } from 'sfu-room' */

const room = /** @type {SfuRoom} */ (byId('room', HTMLElement));
const code = byId('code', HTMLElement);
const list = byId('events', HTMLElement);
const log = new EventLog(list);

/** @type {Map<string, string>} custom properties that are set */
const style = new Map();

const fields = [...document.querySelectorAll('[data-attribute]')].filter(
  (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
);

for (const field of fields) {
  const name = field.dataset.attribute ?? '';
  if (name === 'room') field.value = newRoomName();
  // A room's name or a server's address counts when it is complete, and not with each letter.
  field.addEventListener('change', () => follow(name, field));
  follow(name, field);
}

for (const name of (list.dataset.names ?? '').split(' ')) {
  room.addEventListener(name, (event) => {
    if (event.target === room && event instanceof CustomEvent) log.add(name, event.detail);
  });
}

for (const form of document.querySelectorAll('form[data-method]')) {
  if (form instanceof HTMLFormElement) form.addEventListener('submit', (event) => void call(event, form));
}

for (const field of document.querySelectorAll('input[data-property]')) {
  if (!(field instanceof HTMLInputElement)) continue;
  const { property = '', unit = '' } = field.dataset;
  field.addEventListener('input', () => {
    style.set(property, field.value + unit);
    room.style.setProperty(property, field.value + unit);
    showCode();
  });
}

const filter = byId('filter', HTMLSelectElement);
filter.addEventListener('change', () => log.show(filter.value));
byId('clear', HTMLButtonElement).addEventListener('click', () => log.clear());
copyOnClick(byId('copy-code', HTMLButtonElement), () => code.textContent ?? '');

const guest = byId('guest', HTMLButtonElement);
guest.addEventListener('click', async () => {
  guest.disabled = true;
  try {
    await inviteGuest(room);
    say('A guest came in.');
  } catch (error) {
    log.add('guest', error, 'failure');
  } finally {
    guest.disabled = guestsLeft() === 0;
  }
});

/**
 * Sets the attribute that a field is for, or takes it away where the field says what holds anyway.
 *
 * @param {string} name
 * @param {HTMLInputElement | HTMLSelectElement} field
 */
function follow(name, field) {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') room.toggleAttribute(name, field.checked);
  else if (field.value === '') room.removeAttribute(name);
  else room.setAttribute(name, field.value);
  showCode();
}

/**
 * @param {Event} event
 * @param {HTMLFormElement} form
 */
async function call(event, form) {
  event.preventDefault();
  const name = form.dataset.method ?? '';
  const label = `${name}()`;
  try {
    const values = [...form.elements]
      .filter((field) => field instanceof HTMLInputElement)
      .map((field) => argument(field));
    while (values.at(-1) === undefined && values.length > 0) values.pop();
    const method = /** @type {(...values: unknown[]) => Promise<unknown>} */ (Reflect.get(room, name));
    await method.apply(room, values);
    log.add(label, { called: values, result: 'resolved' }, 'method');
  } catch (error) {
    log.add(label, error, 'failure');
  }
}

/** @param {HTMLInputElement} field */
function argument(field) {
  switch (field.dataset.kind) {
    case 'boolean':
      return field.checked;
    case 'track':
      return drawnTrack('✎', 200);
    case 'json':
      return field.value === '' ? undefined : JSON.parse(field.value);
    default:
      return field.value === '' ? undefined : field.value;
  }
}

/** What one would write to have what is shown. */
function showCode() {
  const attributes = fields.map((field) => {
    const name = field.dataset.attribute ?? '';
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked ? ` ${name}` : '';
    return field.value === '' ? '' : ` ${name}="${escapeAttribute(field.value)}"`;
  });
  const rules = [...style].map(([property, value]) => `    ${property}: ${value};\n`);
  code.textContent = [
    `<script type="module" src="${widgetUrl}"></script>`,
    ...(rules.length > 0 ? [`<style>\n  sfu-room {\n${rules.join('')}  }\n</style>`] : []),
    `<sfu-room${attributes.join('')}></sfu-room>`,
  ].join('\n');
}

/** @param {string} text */
function escapeAttribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
