import { expect } from 'chai';
import { offerParts, type FreePart } from '../../widget/src/parts/attachment.js';
import { isWithin, StageBench } from '../helpers/stage-bench.js';
import { SfuTile, tileOf } from '../helpers/stage-parts.js';
import { until } from '../helpers/until.js';

describe('a tile', () => {
  let bench: StageBench;

  beforeEach(() => {
    bench = new StageBench();
  });

  afterEach(() => bench.close());

  it('a button and a double click that pin it, and take the pin away', async () => {
    const pins = bench.asked('sfu-pin');
    await bench.show([tileOf('ann'), tileOf('bo', { pinned: true })]);
    bench.button('ann', 0).click();
    bench.button('bo', 0).click();
    bench.doubleClick(bench.surface('ann'));
    bench.doubleClick(bench.button('ann', 0));
    expect(pins).to.deep.equal([{ key: 'ann' }, { key: null }, { key: 'ann' }]);
    expect(bench.button('ann', 0).ariaLabel).to.equal('Pin');
    expect(bench.button('bo', 0).ariaLabel).to.equal('Unpin');
  });

  it('buttons that are one stop for Tab, with arrow keys between them', async () => {
    const stream = bench.stream();
    await bench.show([tileOf('ann', { stream }), tileOf('bo')]);
    const buttons = [...bench.tile('ann').renderRoot.querySelectorAll('button')];
    expect(buttons.map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['Pin', 'Picture in picture', 'Full screen']);
    expect(buttons.map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1]);
    buttons[0]?.focus();
    bench.press(buttons[0], 'ArrowRight');
    expect(bench.tile('ann').shadowRoot?.activeElement).to.equal(buttons[1]);
    bench.press(buttons[1], 'ArrowLeft');
    bench.press(buttons[0], 'ArrowLeft');
    expect(bench.tile('ann').shadowRoot?.activeElement).to.equal(buttons[2]);
    await until('the buttons are seen', () => {
      const actions = bench.tile('ann').renderRoot.querySelector('.actions');
      return actions && getComputedStyle(actions).opacity === '1';
    });
  });

  it('its marks, always in the same corner, and what it reacts with', async () => {
    const reaction = { key: '1', text: '👏' };
    await bench.show([
      tileOf('ann', { hand: true, muted: true, quality: 'poor', paused: true, pinned: true, reaction }),
    ]);
    const names = [...bench.tile('ann').renderRoot.querySelectorAll('.marks sfu-icon')].map((icon) =>
      icon.getAttribute('name'),
    );
    expect(names).to.deep.equal(['hand', 'microphone-off', 'poor-connection', 'pause', 'pin']);
    const shown = bench.tile('ann').renderRoot.querySelector('.reaction');
    expect(shown?.textContent).to.equal('👏');
    await bench.show([tileOf('ann', { reaction: { key: '2', text: '👏' } })]);
    expect(bench.tile('ann').renderRoot.querySelector('.reaction')).to.not.equal(shown);
    expect(bench.tile('ann').renderRoot.querySelector('.mark')).to.equal(null);
  });

  it('a copy of the page’s template, told whose it is', async () => {
    const template = document.createElement('template');
    template.innerHTML = '<b class="flag">!</b><i></i>';
    bench.stage.overlay = template;
    await bench.show([tileOf('self'), tileOf('ann', { source: 'screen' })]);
    const copy = (key: string): HTMLElement | null => bench.tile(key).renderRoot.querySelector('.overlay .flag');
    const { peer, name, source } = copy('ann')?.dataset ?? {};
    expect({ peer, name, source }).to.deep.equal({ peer: 'ann', name: 'ann', source: 'screen' });
    expect(copy('self')?.dataset.peer).to.equal('');
    const first = copy('ann');
    await bench.show([tileOf('self'), tileOf('ann', { name: 'Ann' })]);
    expect(copy('ann')).to.equal(first);
    expect(first?.dataset.name).to.equal('Ann');
    bench.stage.overlay = null;
    await bench.stage.updateComplete;
    await bench.tile('ann').updateComplete;
    expect(bench.tile('ann').renderRoot.querySelector('.overlay')?.children).to.have.length(1);
  });

  it('what the page puts over it from outside', async () => {
    const flag = Object.assign(document.createElement('b'), { slot: 'overlay:ann', textContent: '!' });
    bench.stage.append(flag);
    await bench.show([tileOf('self'), tileOf('ann')]);
    const at = flag.getBoundingClientRect();
    expect(at.width).to.be.greaterThan(0);
    expect(isWithin(bench.place('ann'), at)).to.equal(true);
  });

  it('placed by hand shows what its room has for its peer and source, also when these change', async () => {
    const room = Object.assign(document.createElement('div'), {
      id: 'room',
      servePart(part: FreePart) {
        part.view = tileOf(`${part.getAttribute('peer') ?? ''}:${part.getAttribute('source') ?? 'camera'}`);
        return () => {
          part.view = null;
        };
      },
    });
    bench.box.append(room);
    const byHand = Object.assign(new SfuTile(), { for: 'room', peer: 'ann' });
    bench.box.append(byHand);
    const withdraw = offerParts(room);
    await until('it shows her', () => byHand.view?.key === 'ann:camera');
    expect(byHand.role).to.equal('group');
    expect(byHand.getBoundingClientRect().height).to.be.greaterThan(100);
    byHand.source = 'screen';
    await until('it shows her screen', () => byHand.view?.key === 'ann:screen');
    byHand.setAttribute('peer', 'bo');
    await until('it shows him', () => byHand.view?.key === 'bo:screen');
    withdraw();
    await byHand.updateComplete;
    expect(byHand.renderRoot.querySelector('*')).to.equal(null);
  });
});
