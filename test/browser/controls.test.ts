import { expect } from 'chai';
import type { SfuControls } from '../../widget/src/parts/controls.js';
import type { ControlsView } from '../../widget/src/parts/views.js';
import {
  all,
  CONTROLS,
  deep,
  defineBarParts,
  drawn,
  DEVICES,
  focused,
  press,
  requestsAt,
} from '../helpers/bar-parts.js';
import { until } from '../helpers/until.js';

defineBarParts();

describe('the bar', () => {
  let controls: SfuControls;
  let told: [string, unknown][];

  async function show(width: number, view: Partial<ControlsView> = {}): Promise<void> {
    controls.style.width = `${width}px`;
    controls.view = { ...CONTROLS, ...view };
    await controls.updateComplete;
    // What is measured is told after the layout, and drawn in the same frame.
    for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
    await drawn(controls);
  }

  const has = (selector: string): boolean => controls.shadowRoot?.querySelector(selector) !== null;

  /** In the order in which they stand. */
  const items = (): string[] =>
    all(deep(controls, 'sfu-more-menu', 'sfu-menu'), 'button').map((item) => item.dataset.id ?? '');

  beforeEach(() => {
    document.body.style.padding = '420px 0 0';
    controls = document.createElement('sfu-controls');
    document.body.append(controls);
    told = requestsAt(controls);
  });

  afterEach(() => {
    controls.remove();
    document.body.style.padding = '';
    document.documentElement.dir = '';
    document.documentElement.style.zoom = '';
  });

  it('shows nothing before it has a view', async () => {
    await controls.updateComplete;
    expect(has('.bar')).to.equal(false);
  });

  for (const width of [240, 320, 390, 480, 640, 900]) {
    it(`loses nothing and overflows nowhere at ${width} px`, async () => {
      await show(width, { unread: 3 });
      const bar = deep(controls, '.bar');
      expect(bar.scrollWidth).to.be.at.most(width);
      expect(bar.getBoundingClientRect().height).to.equal(48);
      for (const [selector, id] of [
        ['.chat', 'chat'],
        ['.people', 'people'],
        ['.hand', 'hand'],
        ['sfu-reactions', '👍'],
      ] as const) {
        expect(has(selector), selector).to.equal(!items().includes(id));
      }
      expect(has('.leave')).to.equal(true);
    });
  }

  it('has only the devices and the way out where it is not to be full', async () => {
    await show(900, { full: false });
    expect(has('sfu-more-menu')).to.equal(false);
    expect(has('.chat')).to.equal(false);
    expect(all(controls, 'sfu-toggle').length).to.equal(3);
    expect(has('.leave')).to.equal(true);
  });

  it('offers no way out where there is nothing to leave, and the focus of who took it stays in the bar', async () => {
    await show(900);
    deep(controls, '.leave').focus();
    await show(900, { full: false, inCall: false });
    expect(has('.leave')).to.equal(false);
    expect(focused() === deep(controls, 'sfu-toggle', 'button')).to.equal(true);
  });

  it('leaves out what is not offered', async () => {
    await show(900, { camera: 'none', screen: 'none' });
    expect(all(controls, 'sfu-toggle').length).to.equal(1);
  });

  it('asks for what its buttons say', async () => {
    await show(900, { hand: true, panel: 'people' });
    deep(controls, 'sfu-toggle', 'button').click();
    for (const selector of ['.hand', '.chat', '.people', '.leave']) deep(controls, selector).click();
    expect(told).to.deep.equal([
      ['sfu-device', { device: 'microphone', on: false }],
      ['sfu-hand', { up: false }],
      ['sfu-panel', { panel: 'chat' }],
      ['sfu-panel', { panel: null }],
      ['sfu-leave', null],
    ]);
  });

  it('says how much is new in the chat, in its name and beside it', async () => {
    await show(900, { unread: 3 });
    const chat = deep(controls, '.chat');
    expect(chat.ariaLabel).to.equal('Chat, 3 new');
    expect(chat.textContent.trim()).to.equal('3');
    await show(240, { unread: 3 });
    expect(deep(controls, 'sfu-more-menu', 'button').ariaLabel).to.contain('Chat, 3 new');
  });

  it('tells the states of a device by its shape and in words', async () => {
    await show(900, { microphone: 'interrupted', camera: 'failed' });
    const [microphone = controls, camera = controls] = all(controls, 'sfu-toggle');
    expect(deep(microphone, '.mark sfu-icon').getAttribute('name')).to.equal('pause');
    expect(deep(microphone, 'button').ariaPressed).to.equal('true');
    expect(deep(camera, '.mark sfu-icon').getAttribute('name')).to.equal('warning');
    expect(deep(camera, 'button').ariaPressed).to.equal('false');
  });

  it('says that one is heard while a key is held', async () => {
    await show(900);
    expect(has('.hint')).to.equal(false);
    await show(900, { talking: true });
    expect(has('.hint')).to.equal(true);
  });

  describe('with a menu of devices', () => {
    const trigger = (): HTMLElement => deep(controls, 'sfu-device-menu', 'button');
    const menu = (): HTMLElement => deep(controls, 'sfu-device-menu', 'sfu-menu', '.menu');

    async function open(): Promise<void> {
      trigger().focus();
      trigger().click();
      await until('the menu is open', () => menu().matches(':popover-open') && focused()?.role === 'menuitemradio');
    }

    it('opens at what is chosen, tells so, and gives the focus back at Escape', async () => {
      const devices = { ...DEVICES, microphone: { ...DEVICES.microphone, chosen: 'id-1' } };
      await show(900, { devices });
      await open();
      expect(focused()?.textContent.trim()).to.equal('Headset');
      expect(focused()?.ariaChecked).to.equal('true');
      await until('the button says that it is open', () => trigger().ariaExpanded === 'true');
      expect(press('Escape')).to.equal(true);
      expect(menu().matches(':popover-open')).to.equal(false);
      expect(focused()).to.equal(trigger());
    });

    it('is as wide as its words, wherever it stood before', async () => {
      await show(900);
      await open();
      // As it is laid out: while it opens it is drawn smaller.
      const { offsetWidth: width } = menu();
      press('Escape');
      menu().style.left = `${innerWidth - 40}px`;
      await open();
      expect(menu().offsetWidth).to.equal(width);
      expect(menu().getBoundingClientRect().right).to.be.at.most(innerWidth - 8);
    });

    it('goes by arrow keys, Home, End and what is typed, round both ends', async () => {
      await show(900);
      await open();
      const at = (): string => focused()?.textContent.trim() ?? '';
      expect(at()).to.equal('System default');
      press('ArrowDown');
      expect(at()).to.equal('Desk microphone');
      press('End');
      expect(at()).to.equal('Play a test sound');
      press('ArrowDown');
      expect(at()).to.equal('System default');
      press('ArrowUp');
      expect(at()).to.equal('Play a test sound');
      press('Home');
      expect(at()).to.equal('System default');
      for (const letter of 'hea') press(letter);
      expect(at()).to.equal('Headset');
    });

    it('chooses a device, the default and the test sound, and is closed then', async () => {
      await show(900);
      for (const index of [2, 3, 6]) {
        await open();
        const item = menu().querySelectorAll('button')[index];
        item?.click();
        expect(menu().matches(':popover-open')).to.equal(false);
        expect(focused()).to.equal(trigger());
      }
      expect(told).to.deep.equal([
        ['sfu-choose-device', { device: 'microphone', id: 'id-1' }],
        ['sfu-choose-device', { device: 'speaker', id: null }],
        ['sfu-test-sound', null],
      ]);
    });

    it('keeps what is typed in it from whoever listens for keys', async () => {
      await show(900);
      await open();
      let heard = 0;
      const hear = (): void => void (heard += 1);
      document.addEventListener('keydown', hear);
      press('m');
      document.removeEventListener('keydown', hear);
      expect(heard).to.equal(0);
    });

    for (const dir of ['ltr', 'rtl']) {
      it(`stands above the bar and within the page, ${dir}`, async () => {
        document.documentElement.dir = dir;
        await show(320);
        await open();
        const box = menu().getBoundingClientRect();
        expect(box.bottom).to.be.at.most(trigger().getBoundingClientRect().top);
        expect(box.left).to.be.at.least(0);
        expect(box.right).to.be.at.most(document.documentElement.clientWidth);
      });
    }

    it('leaves the focus in the bar when its device is not to be had any longer', async () => {
      await show(900);
      await open();
      await show(900, { microphone: 'none' });
      expect(focused() === deep(controls, 'sfu-toggle', 'button')).to.equal(true);
      expect(all(controls, 'sfu-toggle').length).to.equal(2);
      await show(900, { microphone: 'none', camera: 'none', screen: 'none' });
      expect(focused() === deep(controls, 'sfu-more-menu', 'button')).to.equal(true);
    });

    for (const zoom of [0.5, 1.5, 2]) {
      it(`stands beside its button and within the page, zoomed by ${zoom}`, async () => {
        document.documentElement.style.zoom = String(zoom);
        controls.style.marginInlineStart = 'auto';
        await show(160, { full: false, inCall: false, camera: 'none', screen: 'none' });
        await open();
        const opening = menu().getAnimations();
        await Promise.all(opening.map(({ finished }) => finished));
        const box = menu().getBoundingClientRect();
        const button = trigger().getBoundingClientRect();
        expect(Math.max(button.top - box.bottom, box.top - button.bottom)).to.be.closeTo(8, 1);
        expect(box.left).to.be.at.least(0).and.at.most(button.left);
        expect(box.right).to.be.closeTo(innerWidth - 8, 1);
      });
    }

    it('closes with its bar', async () => {
      await show(900);
      await open();
      const own = deep(controls, 'sfu-device-menu', 'sfu-menu') as HTMLElement & { open: boolean };
      controls.remove();
      expect(own.open).to.equal(false);
    });
  });

  describe('with a menu of what has no place', () => {
    it('leaves the keys out where the page has turned them off', async () => {
      await show(240, { shortcuts: false });
      expect(items()).to.include('settings').and.not.include('shortcuts');
    });

    it('is closed when the bar is shown again after it was hidden', async () => {
      await show(900);
      const trigger = deep(controls, 'sfu-more-menu', 'button');
      trigger.click();
      await until('the menu is open', () => trigger.ariaExpanded === 'true');
      controls.style.display = 'none';
      await until('the menu is closed', () => trigger.ariaExpanded === 'false');
    });

    it('asks for the same', async () => {
      await show(240, { layout: 'spotlight', panel: 'chat' });
      const trigger = deep(controls, 'sfu-more-menu', 'button');
      const choices: readonly [id: string, name: string, detail: unknown][] = [
        ['👍', 'sfu-react', { reaction: '👍' }],
        ['screen', 'sfu-device', { device: 'screen', on: true }],
        ['chat', 'sfu-panel', { panel: null }],
        ['people', 'sfu-panel', { panel: 'people' }],
        ['hand', 'sfu-hand', { up: true }],
        ['grid', 'sfu-layout', { layout: 'grid' }],
        ['fullscreen', 'sfu-fullscreen', { on: true }],
        ['settings', 'sfu-sheet', { sheet: 'settings' }],
        ['shortcuts', 'sfu-sheet', { sheet: 'shortcuts' }],
      ];
      for (const [id, name, detail] of choices) {
        trigger.click();
        await until('the menu is open', () => trigger.ariaExpanded === 'true');
        deep(controls, 'sfu-more-menu', 'sfu-menu', `[data-id="${id}"]`).click();
        expect(told.at(-1)).to.deep.equal([name, detail]);
      }
    });
  });

  it('keeps the focus when what has it folds into the menu', async () => {
    await show(900);
    deep(controls, 'sfu-reactions', 'button').click();
    await until('the menu is open', () => focused()?.role === 'menuitem');
    await show(240);
    expect(has('sfu-reactions')).to.equal(false);
    expect(focused() === deep(controls, 'sfu-toggle', 'button')).to.equal(true);
  });

  it('has reactions with names', async () => {
    await show(900);
    deep(controls, 'sfu-reactions', 'button').click();
    const heart = deep(controls, 'sfu-reactions', 'sfu-menu', '[data-id="❤️"]');
    expect(heart.ariaLabel).to.equal('Heart');
    heart.click();
    expect(told).to.deep.equal([['sfu-react', { reaction: '❤️' }]]);
  });
});
