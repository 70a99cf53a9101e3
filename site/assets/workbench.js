import { guestsLeft, inviteGuest } from './guests.js';
import { byId } from './page.js';

/** @import { SfuRoom } from 'sfu-room' */

const room = /** @type {SfuRoom} */ (byId('workbench', HTMLElement));
const rule = byId('workbench-rule', HTMLElement);
const mark = new CSSStyleSheet();
document.adoptedStyleSheets.push(mark);

/** @type {Map<string, string>} */
const set = new Map();

const fields = [...document.querySelectorAll('input[data-property]')].filter(
  (field) => field instanceof HTMLInputElement,
);
for (const field of fields) {
  const { property = '', unit = '' } = field.dataset;
  field.addEventListener('input', () => {
    set.set(property, field.value + unit);
    room.style.setProperty(property, field.value + unit);
    showRule();
  });
}

byId('workbench-reset', HTMLButtonElement).addEventListener('click', () => {
  for (const property of set.keys()) room.style.removeProperty(property);
  set.clear();
  showDefaults();
  showRule();
});
showDefaults();
// What is not changed has the colour of the theme.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showDefaults);

const buttons = [...document.querySelectorAll('button[data-part]')].filter(
  (button) => button instanceof HTMLButtonElement,
);
for (const button of buttons) {
  button.addEventListener('click', () => {
    const isOn = button.getAttribute('aria-pressed') === 'true';
    for (const each of buttons) each.setAttribute('aria-pressed', String(each === button && !isOn));
    const part = isOn ? null : button.dataset.part;
    byId('workbench-note', HTMLElement).textContent = part
      ? `${part}: ${button.dataset.note || 'what its name says'}`
      : '';
    mark.replaceSync(part ? `#workbench::part(${part}) { outline: 3px dashed #e0218a; outline-offset: -3px; }` : '');
    showRule();
  });
}

const guest = byId('workbench-guest', HTMLButtonElement);
guest.addEventListener('click', async () => {
  guest.disabled = true;
  try {
    await inviteGuest(room);
  } finally {
    guest.disabled = guestsLeft() === 0;
  }
});

/** Fields that nobody has changed say what holds without them. */
function showDefaults() {
  for (const field of fields) {
    const { property = '', default: value = '' } = field.dataset;
    if (!set.has(property)) field.value = field.type === 'color' ? asHex(value) : field.defaultValue;
  }
}

/**
 * A colour as fields take it, in the theme that holds in this page.
 *
 * @param {string} colour
 */
function asHex(colour) {
  const probe = document.createElement('span');
  probe.style.color = colour;
  document.body.append(probe);
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (!pen) return '#000000';
  pen.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** What one would write to have what is shown. */
function showRule() {
  const lines = [...set].map(([property, value]) => `  ${property}: ${value};`);
  const part = buttons.find((button) => button.getAttribute('aria-pressed') === 'true')?.dataset.part;
  rule.textContent = [
    lines.length > 0 ? `sfu-room {\n${lines.join('\n')}\n}` : '/* Change something, and its rule stands here. */',
    ...(part ? [`sfu-room::part(${part}) {\n  outline: 3px dashed #e0218a;\n}`] : []),
  ].join('\n');
}
