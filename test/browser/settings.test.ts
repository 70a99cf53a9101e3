import { expect } from 'chai';
import { en } from '../../widget/src/i18n/en.js';
import { SfuDialog } from '../../widget/src/parts/dialog.js';
import type { PartRequests } from '../../widget/src/parts/requests.js';
import { SfuSettings } from '../../widget/src/parts/settings.js';
import { SfuShortcuts } from '../../widget/src/parts/shortcuts.js';
import type { DeviceListView, NumbersView, SettingsView, TrackNumbers } from '../../widget/src/parts/views.js';
import { all, deep, defineBarParts, DEVICES, drawn, focused, press } from '../helpers/bar-parts.js';
import { drawnTrack } from '../helpers/drawn-track.js';
import { until } from '../helpers/until.js';
import { VoiceTrack } from '../helpers/voice-track.js';

/** To be told by a boolean: the failure of an element would be told with the whole document. */
const hasFocus = (element: Element): boolean => focused() === element;

/** Stands for the room, whose own UI the parts are in. */
class SfuBox extends HTMLElement {
  readonly root = this.attachShadow({ mode: 'open' });
}

defineBarParts();
customElements.define('sfu-dialog', SfuDialog);
customElements.define('sfu-settings', SfuSettings);
customElements.define('sfu-shortcuts', SfuShortcuts);
customElements.define('sfu-box', SfuBox);

const VIEW: SettingsView = {
  name: 'Ann',
  devices: DEVICES,
  preview: null,
  voice: null,
  selfView: 'auto',
  layout: 'grid',
  shortcuts: true,
  numbers: null,
};

const TRACK: TrackNumbers = {
  name: 'You, camera',
  direction: 'send',
  kind: 'video',
  bitrate: 1_800_000,
  loss: 0.004,
  codec: 'VP8',
  width: 1280,
  height: 720,
  frameRate: 29.97,
};

const SOUND: TrackNumbers = {
  ...TRACK,
  ...{ name: 'Ben, microphone', direction: 'receive', kind: 'audio', bitrate: 32_000, loss: null, codec: 'opus' },
  ...{ width: null, height: null, frameRate: null },
};

const NUMBERS: NumbersView = { roundTrip: 41.7, sending: 1_800_000, receiving: 32_000, tracks: [TRACK, SOUND] };

describe('the sheets', () => {
  let opener: HTMLButtonElement;
  let box: SfuBox;
  let sheets: PartRequests['sfu-sheet'][];

  const dialog = (sheet: Element): HTMLDialogElement => deep(sheet, 'sfu-dialog', 'dialog') as HTMLDialogElement;

  beforeEach(() => {
    opener = document.createElement('button');
    box = new SfuBox();
    document.body.append(opener, box);
    opener.focus();
    sheets = [];
    box.addEventListener('sfu-sheet', (event) => {
      sheets.push((event as CustomEvent<PartRequests['sfu-sheet']>).detail);
    });
  });

  afterEach(() => {
    box.remove();
    opener.remove();
  });

  async function open(tag: 'sfu-settings' | 'sfu-shortcuts'): Promise<SfuSettings | SfuShortcuts> {
    const sheet = document.createElement(tag);
    if (sheet instanceof SfuSettings) sheet.view = VIEW;
    else sheet.view = { on: true };
    box.root.append(sheet);
    await drawn(sheet);
    return sheet;
  }

  for (const tag of ['sfu-settings', 'sfu-shortcuts'] as const) {
    it(`${tag} stands over the page, takes the focus and gives it back`, async () => {
      const sheet = await open(tag);
      expect(dialog(sheet).matches(':modal')).to.equal(true);
      expect(hasFocus(dialog(sheet))).to.equal(true);
      sheet.remove();
      await until('the focus is back', () => focused() === opener);
    });

    it(`${tag} asks to be closed by its button, by Escape and beside it, and stays until it is`, async () => {
      const sheet = await open(tag);
      deep(sheet, 'sfu-dialog', '[part=close]').click();
      expect(sheets).to.deep.equal([{ sheet: null }]);
      const cancel = new Event('cancel', { cancelable: true });
      dialog(sheet).dispatchEvent(cancel);
      expect(cancel.defaultPrevented).to.equal(true);
      expect(sheets).to.have.length(2);
      dialog(sheet).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      dialog(sheet).click();
      expect(sheets).to.have.length(3);
      expect(dialog(sheet).open).to.equal(true);
    });
  }

  it('stay open when a press that began within ends beside them', async () => {
    const sheet = await open('sfu-shortcuts');
    deep(sheet, 'sfu-dialog', '.body').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    dialog(sheet).click();
    expect(sheets).to.deep.equal([]);
  });

  it('keep the shortcuts of the room behind them from being heard', async () => {
    const heard: string[] = [];
    const note = (event: KeyboardEvent): number => heard.push(event.key);
    document.addEventListener('keydown', note);
    await open('sfu-settings');
    for (const key of ['m', ' ', 'Escape', '?']) press(key);
    document.removeEventListener('keydown', note);
    expect(heard).to.deep.equal(['Escape', '?']);
  });

  it('are modal again after they were moved, and ask for nothing meanwhile', async () => {
    const sheet = await open('sfu-settings');
    const closing = new Promise((resolve) => dialog(sheet).addEventListener('close', resolve, { once: true }));
    const other = document.createElement('div');
    document.body.append(other);
    other.append(box);
    await until('it is modal', () => dialog(sheet).matches(':modal'));
    await closing;
    expect(sheets).to.deep.equal([]);
    document.body.append(box);
    other.remove();
  });

  it('placed by hand stand where they are', async () => {
    const shortcuts = document.createElement('sfu-shortcuts');
    shortcuts.view = { on: true };
    document.body.append(shortcuts);
    await shortcuts.updateComplete;
    expect(all(shortcuts, 'sfu-dialog')).to.have.length(0);
    expect(all(shortcuts, 'kbd').length).to.be.greaterThan(8);
    expect(deep(shortcuts, '[part=hint]').textContent).to.equal(en.shortcuts.hint);
    shortcuts.view = { on: false };
    await shortcuts.updateComplete;
    expect(deep(shortcuts, '[part=hint]').textContent).to.equal(en.shortcuts.off);
    shortcuts.remove();
  });
});

describe('the settings', () => {
  let settings: SfuSettings;

  async function show(given: Partial<SettingsView> = {}): Promise<void> {
    settings.view = { ...VIEW, ...given };
    await drawn(settings);
  }

  const asked = <K extends keyof PartRequests>(name: K): PartRequests[K][] => {
    const heard: PartRequests[K][] = [];
    settings.addEventListener(name, (event) => heard.push((event as CustomEvent<PartRequests[K]>).detail));
    return heard;
  };

  async function turnTo(tab: 'general' | 'connection'): Promise<void> {
    deep(settings, `#tab-${tab}`).click();
    await settings.updateComplete;
  }

  const text = (selector: string): string[] =>
    all(settings, selector).map((element) => element.textContent.replaceAll(/\s+/gu, ' ').trim());

  beforeEach(() => {
    settings = document.createElement('sfu-settings');
    document.body.append(settings);
  });

  afterEach(() => {
    settings.remove();
    document.documentElement.dir = '';
  });

  it('tell the name once it is written, without the spaces around it', async () => {
    const names = asked('sfu-name');
    await show();
    const field = deep(settings, 'input[name=name]') as HTMLInputElement;
    expect(field.value).to.equal('Ann');
    field.value = '  Anna ';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    expect(names).to.deep.equal([{ name: 'Anna' }]);
  });

  it('keep what is being written while the room changes', async () => {
    await show({ numbers: NUMBERS });
    const field = deep(settings, 'input[name=name]') as HTMLInputElement;
    field.value = 'half a na';
    await show({ numbers: { ...NUMBERS, roundTrip: 50 } });
    expect(field.value).to.equal('half a na');
  });

  it('offer the devices that there are', async () => {
    const chosen = asked('sfu-choose-device');
    await show();
    expect(all(settings, 'sfu-device-menu')).to.have.length(3);
    deep(settings, 'sfu-device-menu', 'sfu-menu', '[data-id="camera:id-1"]').click();
    expect(chosen).to.deep.equal([{ device: 'camera', id: 'id-1' }]);
    const none = { devices: [], chosen: null };
    await show({ devices: { microphone: none, camera: none, speaker: none } });
    expect(all(settings, '.devices')).to.have.length(0);
  });

  it('show one’s own picture without starting it anew each time', async () => {
    const track = drawnTrack('green', 64, 36);
    const preview = new MediaStream([track]);
    await show({ preview });
    const video = deep(settings, 'video') as HTMLVideoElement;
    expect(video.srcObject).to.equal(preview);
    let loads = 0;
    video.addEventListener('emptied', () => (loads += 1));
    await show({ preview, selfView: 'grid' });
    expect(deep(settings, 'video')).to.equal(video);
    await turnTo('connection');
    await turnTo('general');
    expect((deep(settings, 'video') as HTMLVideoElement).srcObject).to.equal(preview);
    expect(loads).to.equal(0);
    track.stop();
  });

  it('ask for another layout and self view, and show what holds', async () => {
    const layouts = asked('sfu-layout');
    const modes = asked('sfu-self-view');
    await show();
    const radio = (value: string): HTMLInputElement => deep(settings, `input[value=${value}]`) as HTMLInputElement;
    expect(radio('auto').checked).to.equal(true);
    radio('spotlight').click();
    radio('float').click();
    expect(layouts).to.deep.equal([{ layout: 'spotlight' }]);
    expect(modes).to.deep.equal([{ mode: 'float' }]);
    // Nobody answered: what holds is what the next view says.
    await show();
    expect(radio('auto').checked).to.equal(true);
    await show({ selfView: 'float' });
    expect(radio('float').checked).to.equal(true);
  });

  it('turn the shortcuts on and off, unless the page has', async () => {
    const uses = asked('sfu-shortcuts-use');
    await show();
    const toggle = (): HTMLInputElement => deep(settings, '[role=switch]') as HTMLInputElement;
    expect(toggle().checked).to.equal(true);
    expect(toggle().labels?.[0]?.textContent.trim()).to.equal(en.settings.shortcuts);
    toggle().click();
    expect(uses).to.deep.equal([{ on: false }]);
    // Nobody answered: what holds is what the next view says.
    await show();
    expect(toggle().checked).to.equal(true);
    await show({ shortcuts: false });
    expect(toggle().checked).to.equal(false);
    await show({ shortcuts: null });
    expect(all(settings, '[role=switch]')).to.have.length(0);
  });

  it('cut no name of a device off at 320 px', async () => {
    // What is left of 320 px inside of the sheet.
    settings.style.width = '262px';
    const track = new VoiceTrack();
    const none = (list: DeviceListView): DeviceListView => ({ ...list, chosen: null });
    const { microphone, camera, speaker } = DEVICES;
    await show({
      devices: { microphone: none(microphone), camera: none(camera), speaker: none(speaker) },
      voice: track.track,
    });
    for (const menu of all(settings, 'sfu-device-menu')) {
      const name = deep(menu, '.name');
      expect(name.scrollHeight, name.textContent).to.be.at.most(name.clientHeight + 1);
      expect(name.scrollWidth, name.textContent).to.be.at.most(name.clientWidth);
    }
    track.stop();
  });

  it('measure first, then show the numbers of the call and of each track', async () => {
    await show();
    await turnTo('connection');
    expect(text('.waiting')).to.deep.equal([en.settings.measuring]);
    await show({ numbers: NUMBERS });
    expect(text('dd')).to.deep.equal(['42 ms', '1.8 Mb/s', '32 kb/s']);
    const cells = all(settings, 'tbody tr:has(td)').map((row) =>
      [...row.querySelectorAll('bdi, td')].map((cell) =>
        cell.textContent.replaceAll(/[\s\u2066\u2069]+/gu, ' ').trim(),
      ),
    );
    expect(cells.map(([name]) => name)).to.deep.equal(['You, camera', 'Ben, microphone']);
    expect(cells[0]).to.include.members(['0.4%', 'VP8', '1280 × 720 30 fps']);
    expect(cells[1]).to.include.members(['–', 'opus', '']);
    await show({ numbers: { ...NUMBERS, roundTrip: null, tracks: [] } });
    expect(text('dd')[0]).to.equal('–');
    expect(text('.waiting')).to.deep.equal([en.settings.nothing]);
  });

  it('turn by the arrow keys, the way one reads', async () => {
    await show();
    deep(settings, '#tab-general').focus();
    press('ArrowRight');
    await settings.updateComplete;
    expect(hasFocus(deep(settings, '#tab-connection'))).to.equal(true);
    expect(deep(settings, '#tab-connection').ariaSelected).to.equal('true');
    press('Home');
    await settings.updateComplete;
    expect(hasFocus(deep(settings, '#tab-general'))).to.equal(true);
    document.documentElement.dir = 'rtl';
    press('ArrowLeft');
    await settings.updateComplete;
    expect(hasFocus(deep(settings, '#tab-connection'))).to.equal(true);
  });

  for (const width of [200, 320, 560]) {
    it(`overflow nowhere at ${width} px`, async () => {
      settings.style.width = `${width}px`;
      const { right: edge } = settings.getBoundingClientRect();
      for (const tab of ['general', 'connection'] as const) {
        await show({ numbers: NUMBERS });
        await turnTo(tab);
        for (const part of all(settings, 'input, button, label, sfu-device-menu, dd, td')) {
          if (part.offsetWidth > 0) expect(part.getBoundingClientRect().right, part.outerHTML).to.be.at.most(edge + 1);
        }
      }
    });
  }
});
