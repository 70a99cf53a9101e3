import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { KeysController, type KeyFacts } from '../../widget/src/element/keys-controller.js';
import type { PartAnswers } from '../../widget/src/parts/requests.js';
import { press } from '../helpers/bar-parts.js';

const FACTS: KeyFacts = {
  microphone: 'off',
  camera: 'on',
  screen: 'off',
  hand: false,
  panel: null,
  layout: 'grid',
  fullscreen: false,
  canFullscreen: true,
  sheet: null,
  shortcuts: true,
};

class KeyRoom extends LitElement {
  facts: KeyFacts | null = FACTS;
  readonly told: [string, unknown][] = [];
  readonly keys = new KeysController(
    this,
    new Proxy({} as PartAnswers, {
      get: (_, name) => (detail: unknown) => this.told.push([String(name), detail]),
    }),
    () => this.facts,
  );

  protected override render(): unknown {
    return html`<input /><textarea></textarea
      ><select></select
      ><button>Press</button>
      <div tabindex="0"></div>`;
  }
}
customElements.define('key-room', KeyRoom);

declare global {
  interface HTMLElementTagNameMap {
    'key-room': KeyRoom;
  }
}

const SPACE = { code: 'Space' };
const OPEN = ['sfu-device', { device: 'microphone', on: true }];
const SHUT = ['sfu-device', { device: 'microphone', on: false }];

function lift(target: EventTarget = document.body): void {
  target.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', code: 'Space', bubbles: true, composed: true }));
}

describe('the keys', () => {
  let room: KeyRoom;

  const inside = (selector: string): HTMLElement => {
    const found = room.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };

  beforeEach(async () => {
    room = document.createElement('key-room');
    document.body.append(room);
    await room.updateComplete;
    inside('div').focus();
  });

  afterEach(() => room.remove());

  it('do what the buttons do', () => {
    for (const key of 'mvshcplf?') expect(press(key), key).to.equal(true);
    expect(room.told).to.deep.equal([
      ['sfu-device', { device: 'microphone', on: true }],
      ['sfu-device', { device: 'camera', on: false }],
      ['sfu-device', { device: 'screen', on: true }],
      ['sfu-hand', { up: true }],
      ['sfu-panel', { panel: 'chat' }],
      ['sfu-panel', { panel: 'people' }],
      ['sfu-layout', { layout: 'spotlight' }],
      ['sfu-fullscreen', { on: true }],
      ['sfu-sheet', { sheet: 'shortcuts' }],
    ]);
  });

  it('take back what is', () => {
    room.facts = { ...FACTS, hand: true, panel: 'chat', layout: 'spotlight', fullscreen: true };
    for (const key of 'hclf') press(key);
    expect(room.told.map(([, detail]) => detail)).to.deep.equal([
      { up: false },
      { panel: null },
      { layout: 'grid' },
      { on: false },
    ]);
  });

  it('close the sheet before the panel, and leave Escape to the page where neither is open', () => {
    room.facts = { ...FACTS, panel: 'chat', sheet: 'settings' };
    expect(press('Escape')).to.equal(true);
    room.facts = { ...FACTS, panel: 'chat' };
    expect(press('Escape')).to.equal(true);
    room.facts = FACTS;
    expect(press('Escape')).to.equal(false);
    expect(room.told).to.deep.equal([
      ['sfu-sheet', { sheet: null }],
      ['sfu-panel', { panel: null }],
    ]);
  });

  it('are the same on a keyboard of another script, and with capitals', () => {
    press('ь', { code: 'KeyM' });
    press('ㅗ', { code: 'KeyH' });
    press('M', { code: 'KeyM' });
    // AZERTY has its m elsewhere: what is printed on the key counts.
    press('m', { code: 'Semicolon' });
    press('؟', { shiftKey: true });
    expect(room.told.map(([name]) => name)).to.deep.equal([
      'sfu-device',
      'sfu-hand',
      'sfu-device',
      'sfu-device',
      'sfu-sheet',
    ]);
  });

  it('mean nothing in a field, with modifiers, when held, or when somebody else has taken them', () => {
    for (const field of ['input', 'textarea', 'select']) {
      inside(field).focus();
      press('m');
      press(' ', SPACE);
    }
    inside('div').focus();
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey', 'shiftKey']) press('m', { [modifier]: true });
    press('m', { repeat: true });
    press('m', { isComposing: true });
    const take = (event: Event): void => event.preventDefault();
    room.addEventListener('keydown', take);
    press('m');
    expect(room.told).to.deep.equal([]);
  });

  it('mean nothing outside of a call', () => {
    room.facts = null;
    expect(press('m')).to.equal(false);
    expect(press(' ', SPACE)).to.equal(false);
    expect(room.told).to.deep.equal([]);
  });

  it('are heard no longer where they are turned off, but for the one that closes', () => {
    room.facts = { ...FACTS, panel: 'chat', shortcuts: false };
    for (const key of 'mvshcplf?') expect(press(key), key).to.equal(false);
    expect(press(' ', SPACE)).to.equal(false);
    expect(room.told).to.deep.equal([]);
    expect(press('Escape')).to.equal(true);
    expect(room.told).to.deep.equal([['sfu-panel', { panel: null }]]);
  });

  it('are heard on the page where this is the only room, and not from elsewhere on it', () => {
    inside('div').blur();
    press('m');
    expect(room.told.length).to.equal(1);
    const elsewhere = document.createElement('button');
    document.body.append(elsewhere);
    elsewhere.focus();
    press('m');
    elsewhere.remove();
    expect(room.told.length).to.equal(1);
    const second = document.createElement('key-room');
    document.body.append(second);
    press('m');
    second.remove();
    expect([room.told.length, second.told.length]).to.deep.equal([1, 0]);
    press('m');
    expect(room.told.length).to.equal(2);
  });

  describe('with Space held', () => {
    it('let one be heard until it is let go', () => {
      expect(press(' ', SPACE)).to.equal(true);
      expect(room.keys.talking).to.equal(true);
      expect(press(' ', { ...SPACE, repeat: true })).to.equal(true);
      expect(room.told).to.deep.equal([OPEN]);
      lift();
      expect(room.keys.talking).to.equal(false);
      expect(room.told).to.deep.equal([OPEN, SHUT]);
      lift();
      expect(room.told).to.deep.equal([OPEN, SHUT]);
    });

    it('do nothing to a microphone that is on, or not to be had', () => {
      for (const microphone of ['on', 'starting', 'interrupted', 'none'] as const) {
        room.facts = { ...FACTS, microphone };
        press(' ', SPACE);
        lift();
      }
      expect(room.told).to.deep.equal([]);
    });

    it('press the button that has the focus', () => {
      inside('button').focus();
      expect(press(' ', SPACE)).to.equal(false);
      expect(room.told).to.deep.equal([]);
    });

    const ends: Record<string, () => void> = {
      'the window loses the focus': () => window.dispatchEvent(new Event('blur')),
      'the page is hidden': () => document.dispatchEvent(new Event('visibilitychange')),
      'the page goes': () => window.dispatchEvent(new PageTransitionEvent('pagehide')),
      'the room is taken away': () => room.remove(),
      'a key is pressed that hides the letting go': () => press('Meta', { metaKey: true }),
      'the focus went elsewhere': () => {
        const field = document.createElement('input');
        document.body.append(field);
        field.focus();
        field.addEventListener('keyup', (event) => event.stopPropagation());
        lift(field);
        field.remove();
      },
    };
    for (const [what, end] of Object.entries(ends)) {
      it(`shut the microphone when ${what}`, () => {
        press(' ', SPACE);
        end();
        expect(room.told).to.deep.equal([OPEN, SHUT]);
        expect(room.keys.talking).to.equal(false);
      });
    }

    it('shut the microphone when the keys are turned off', async () => {
      press(' ', SPACE);
      room.facts = { ...FACTS, shortcuts: false };
      room.requestUpdate();
      await room.updateComplete;
      expect(room.told).to.deep.equal([OPEN, SHUT]);
    });

    it('shut the microphone when the call ends', async () => {
      press(' ', SPACE);
      room.facts = null;
      room.requestUpdate();
      await room.updateComplete;
      expect(room.told).to.deep.equal([OPEN, SHUT]);
    });
  });
});
