import { LitElement } from 'lit';
import { SfuConfirm } from '../../widget/src/parts/confirm.js';
import { SfuControls } from '../../widget/src/parts/controls.js';
import { SfuDeviceMenu } from '../../widget/src/parts/device-menu.js';
import { SfuIcon } from '../../widget/src/parts/icon.js';
import { addIcons } from '../../widget/src/parts/icons.js';
import { SfuLobby } from '../../widget/src/parts/lobby.js';
import { SfuMenu } from '../../widget/src/parts/menu.js';
import { SfuMeter } from '../../widget/src/parts/meter.js';
import { SfuModeration } from '../../widget/src/parts/moderation.js';
import { SfuMoreMenu } from '../../widget/src/parts/more-menu.js';
import { MORE_ICONS } from '../../widget/src/parts/more-icons.js';
import { SfuReactions } from '../../widget/src/parts/reactions.js';
import type { PartRequests } from '../../widget/src/parts/requests.js';
import { SfuTile } from '../../widget/src/parts/tile.js';
import { SfuToggle } from '../../widget/src/parts/toggle.js';
import type { ControlsView, DeviceListView, DevicesView } from '../../widget/src/parts/views.js';

const PARTS = {
  'sfu-icon': SfuIcon,
  'sfu-toggle': SfuToggle,
  'sfu-tile': SfuTile,
  'sfu-menu': SfuMenu,
  'sfu-meter': SfuMeter,
  'sfu-moderation': SfuModeration,
  'sfu-device-menu': SfuDeviceMenu,
  'sfu-more-menu': SfuMoreMenu,
  'sfu-reactions': SfuReactions,
  'sfu-confirm': SfuConfirm,
  'sfu-controls': SfuControls,
  'sfu-lobby': SfuLobby,
} as const;

/** Registers what the bar and the lobby are made of, without the room. */
export function defineBarParts(): void {
  addIcons(MORE_ICONS);
  for (const [tag, part] of Object.entries(PARTS)) if (!customElements.get(tag)) customElements.define(tag, part);
}

const list = (...labels: string[]): DeviceListView => ({
  devices: labels.map((label, index) => ({ id: `id-${index}`, label })),
  chosen: null,
});

export const DEVICES: DevicesView = {
  microphone: list('Desk microphone', 'Headset'),
  camera: list('Built-in', 'Second'),
  speaker: list('Loudspeaker', 'Headset'),
};

export const CONTROLS: ControlsView = {
  microphone: 'on',
  camera: 'off',
  screen: 'off',
  devices: DEVICES,
  hand: false,
  full: true,
  inCall: true,
  panel: null,
  layout: 'grid',
  fullscreen: false,
  canFullscreen: true,
  unread: 0,
  people: 2,
  knocks: 0,
  mayReact: true,
  talking: false,
  shortcuts: true,
};

/** Notes every request that arrives at `at`, as name and detail. */
export function requestsAt(at: EventTarget): [string, unknown][] {
  const told: [string, unknown][] = [];
  const names: (keyof PartRequests)[] = [
    'sfu-device',
    'sfu-choose-device',
    'sfu-leave',
    'sfu-join',
    'sfu-name',
    'sfu-preview',
    'sfu-layout',
    'sfu-panel',
    'sfu-sheet',
    'sfu-shortcuts-use',
    'sfu-fullscreen',
    'sfu-hand',
    'sfu-react',
    'sfu-message',
    'sfu-retry-message',
    'sfu-discard-message',
    'sfu-moderate',
    'sfu-test-sound',
  ];
  for (const name of names) at.addEventListener(name, (event) => told.push([name, (event as CustomEvent).detail]));
  return told;
}

/** The element inside of the shadow roots of all but the last selector. */
export function deep(root: Element, ...selectors: string[]): HTMLElement {
  let found: Element = root;
  for (const selector of selectors) {
    const next = found.shadowRoot?.querySelector(selector);
    if (!next) throw new Error(`There is no ${selector} in ${found.localName}.`);
    found = next;
  }
  return found as HTMLElement;
}

/** Every element of this selector in its shadow root. */
export function all(root: Element, selector: string): HTMLElement[] {
  return [...(root.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

/** Everything in it is drawn. */
export async function drawn(part: LitElement): Promise<void> {
  await part.updateComplete;
  for (const inner of all(part, '*')) if (inner instanceof LitElement) await drawn(inner);
}

/** What has the focus, through every shadow root. */
export function focused(): Element | null {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  return activeElement;
}

/** A press of a key where the focus is. Returns whether the page was asked to do nothing of its own with it. */
export function press(key: string, given: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...given });
  return !(focused() ?? document.body).dispatchEvent(event);
}
