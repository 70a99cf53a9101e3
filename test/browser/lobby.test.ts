import { expect } from 'chai';
import type { SfuLobby } from '../../widget/src/parts/lobby.js';
import type { LobbyView } from '../../widget/src/parts/views.js';
import { deep, defineBarParts, DEVICES, focused, requestsAt } from '../helpers/bar-parts.js';
import { until } from '../helpers/until.js';
import { VoiceTrack } from '../helpers/voice-track.js';

/** Every context that was made after the tests began. */
const contexts: AudioContext[] = [];
const Native = AudioContext;
globalThis.AudioContext = class extends Native {
  constructor(options?: AudioContextOptions) {
    super(options);
    contexts.push(this);
  }
};

defineBarParts();

const VIEW: LobbyView = {
  mode: 'ready',
  room: 'standup',
  heading: 'standup',
  text: 'Ready to join?',
  details: '',
  name: 'Ann',
  microphone: 'on',
  camera: 'on',
  preview: null,
  voice: null,
  problems: [],
  permission: 'granted',
  present: ['Bob', 'Cem'],
  devices: DEVICES,
  action: 'Join',
};

describe('the lobby', () => {
  let lobby: SfuLobby;
  let told: [string, unknown][];

  async function show(view: Partial<LobbyView> = {}): Promise<void> {
    lobby.view = { ...VIEW, ...view };
    await lobby.updateComplete;
  }

  const has = (selector: string): boolean => lobby.shadowRoot?.querySelector(selector) !== null;

  beforeEach(() => {
    lobby = document.createElement('sfu-lobby');
    lobby.style.cssText = 'inline-size: 800px; block-size: 500px';
    document.body.append(lobby);
    told = requestsAt(lobby);
  });

  afterEach(() => lobby.remove());

  it('joins with the name that was typed, by Enter too', async () => {
    await show();
    const field = deep(lobby, 'input') as HTMLInputElement;
    field.value = ' Ann Lee ';
    field.dispatchEvent(new Event('input'));
    deep(lobby, 'form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    expect(told).to.deep.equal([['sfu-join', { name: 'Ann Lee' }]]);
  });

  it('asks the browser for nothing before its button is pressed, and joins without', async () => {
    await show({ permission: 'needed' });
    expect(has('sfu-tile')).to.equal(false);
    expect(told).to.deep.equal([]);
    deep(lobby, '[part=allow]').click();
    deep(lobby, '[part=join]').click();
    expect(told).to.deep.equal([
      ['sfu-preview', null],
      ['sfu-join', { name: 'Ann' }],
    ]);
    await show({ permission: 'asking' });
    expect(has('[part=allow]')).to.equal(false);
    expect(deep(lobby, '[part=permission]').textContent).to.contain('Allow');
  });

  it('shows oneself as the others will, in a mirror, and without the buttons of a call', async () => {
    const preview = document.createElement('canvas').captureStream();
    await show({ preview, microphone: 'off' });
    const tile = deep(lobby, 'sfu-tile');
    await until('the tile is drawn', () => tile.shadowRoot?.querySelector('video'));
    expect((deep(tile, 'video') as HTMLVideoElement).srcObject).to.equal(preview);
    expect(deep(tile, 'video').classList.contains('mirrored')).to.equal(true);
    expect(getComputedStyle(deep(tile, '.actions')).display).to.equal('none');
    expect(tile.ariaLabel).to.contain('as others will see it');
    const [box, place] = [tile.getBoundingClientRect(), deep(lobby, '.picture').getBoundingClientRect()];
    expect([box.width, box.height]).to.deep.equal([place.width, place.height]);
  });

  it('has the avatar in the middle and the name below, but for a card, where the buttons lie over both', async () => {
    const middle = ({ top, height }: DOMRect): number => top + height / 2;
    const offset = (): number =>
      middle(deep(lobby, 'sfu-tile', '.disc').getBoundingClientRect()) -
      middle(deep(lobby, 'sfu-tile').getBoundingClientRect());
    const isNamed = (): boolean => deep(lobby, 'sfu-tile', '.plate').checkVisibility();
    for (const [width, height] of [
      [390, 844],
      [1280, 720],
    ] as const) {
      lobby.style.cssText = `inline-size: ${width}px; block-size: ${height}px`;
      await show();
      expect(offset(), `${width} x ${height}`).to.be.closeTo(0, 1);
      expect(isNamed(), `${width} x ${height}`).to.equal(true);
    }
    lobby.style.cssText = 'inline-size: 240px; block-size: 320px';
    await show();
    expect(offset()).to.be.lessThan(-10);
    expect(isNamed()).to.equal(false);
  });

  it('opens menus in the colours of the room, also from the dark buttons over a picture', async () => {
    lobby.style.cssText = 'inline-size: 1280px; block-size: 720px; color-scheme: light; --_scheme: light';
    await show();
    expect(getComputedStyle(deep(lobby, '.devices')).colorScheme).to.equal('dark');
    const menu = deep(lobby, 'sfu-device-menu', 'sfu-menu', '.menu');
    expect(getComputedStyle(menu).colorScheme).to.equal('light');
  });

  it('says who is in already and what is wrong', async () => {
    await show({ problems: [{ key: 'camera-in-use', text: 'Your camera is used by another program.' }] });
    expect(deep(lobby, '[part=present]').textContent).to.equal('Bob and Cem are here already.');
    expect(deep(lobby, '[role=alert]').textContent.trim()).to.equal('Your camera is used by another program.');
  });

  it('keeps its picture while one joins, and lets nobody join twice', async () => {
    await show();
    const join = deep(lobby, '[part=join]');
    join.focus();
    await show({ mode: 'joining', action: null });
    expect(has('sfu-tile')).to.equal(true);
    expect(focused()).to.equal(join);
    expect(join.ariaDisabled).to.equal('true');
    join.click();
    expect(told).to.deep.equal([]);
  });

  it('has neither picture nor button when one joins without it', async () => {
    await show({ mode: 'joining', action: null });
    expect(has('sfu-tile')).to.equal(false);
    expect(has('[part=join]')).to.equal(false);
    expect(has('.waiting')).to.equal(true);
  });

  it('says why a call is over, and how to come back', async () => {
    await show({ mode: 'failed', heading: 'That did not work', text: 'Why', action: 'Try again', details: 'code' });
    expect(deep(lobby, '[role=alert] h2').textContent).to.equal('That did not work');
    expect(has('sfu-tile')).to.equal(false);
    lobby.focus();
    expect(focused()).to.equal(deep(lobby, '[part=join]'));
  });

  for (const [width, height] of [
    [240, 320],
    [240, 700],
    [390, 844],
    [800, 260],
    [620, 900],
    [1280, 720],
  ] as const) {
    it(`cuts nothing off in ${width} x ${height}`, async () => {
      lobby.style.cssText = `inline-size: ${width}px; block-size: ${height}px`;
      await show();
      expect(lobby.scrollWidth).to.equal(width);
      const join = deep(lobby, '[part=join]');
      join.scrollIntoView({ block: 'nearest' });
      const [box, around] = [join.getBoundingClientRect(), lobby.getBoundingClientRect()];
      expect(box.left).to.be.at.least(around.left);
      expect(box.right).to.be.at.most(around.right);
      expect(box.bottom).to.be.at.most(around.bottom + 0.5);
      const look = deep(lobby, '.look').getBoundingClientRect();
      const side = deep(lobby, '.side').getBoundingClientRect();
      if (width >= 600 && width > height * 1.15) {
        expect(side.left).to.be.at.least(look.right);
        expect(lobby.scrollHeight).to.equal(height);
      }
    });
  }

  describe('with a meter', () => {
    let voice: VoiceTrack;
    const meter = (): HTMLElement => deep(lobby, 'sfu-meter');
    const level = (): number => Number(deep(meter(), '[role=meter]').getAttribute('aria-valuenow'));

    beforeEach(() => {
      voice = new VoiceTrack();
      contexts.length = 0;
    });

    afterEach(() => voice.stop());

    it('moves while one speaks, and rests when one does not', async () => {
      await show({ voice: voice.track });
      voice.speak(true);
      await until('the meter moves', () => level() > 3);
      voice.speak(false);
      await until('the meter rests', () => level() === 0);
    });

    it('listens no longer when the microphone is off, or when it goes', async () => {
      await show({ voice: voice.track });
      await until('it listens', () => contexts.length === 1);
      await show({ voice: null });
      await until('it has stopped', () => contexts[0]?.state === 'closed');
      await show({ voice: voice.track });
      await until('it listens again', () => contexts.length === 2);
      lobby.remove();
      await until('it has stopped', () => contexts[1]?.state === 'closed');
      expect(contexts.length).to.equal(2);
    });

    it('listens no longer while the page is hidden', async () => {
      await show({ voice: voice.track });
      await until('it listens', () => contexts.length === 1);
      let hidden = true;
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange'));
      await until('it has stopped', () => contexts[0]?.state === 'closed');
      hidden = false;
      document.dispatchEvent(new Event('visibilitychange'));
      await until('it listens again', () => contexts.length === 2);
      Reflect.deleteProperty(document, 'hidden');
    });
  });
});
