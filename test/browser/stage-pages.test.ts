import { expect } from 'chai';
import { StageBench } from '../helpers/stage-bench.js';
import { peopleOf } from '../helpers/stage-parts.js';
import { until } from '../helpers/until.js';

describe('a stage with more tiles than fit', () => {
  let bench: StageBench;

  beforeEach(() => {
    bench = new StageBench();
  });

  afterEach(() => bench.close());

  const pager = (name: string): HTMLElement | null => bench.pager?.shadowRoot?.querySelector(`[part=${name}]`) ?? null;
  beforeEach(async () => {
    await bench.resize(374, 420);
    await bench.show(peopleOf(30));
  });

  it('shows a page of them, and the next by a button or a dot', async () => {
    const first = bench.keys();
    expect(first.length).to.be.within(6, 15);
    expect(pager('previous')?.ariaDisabled).to.equal('true');
    pager('next')?.click();
    await bench.settled();
    expect(bench.keys()).to.not.include('p0');
    expect(bench.pager?.shadowRoot?.querySelector('[aria-current=true]')?.ariaLabel).to.match(/^Page 2 of \d$/);
    pager('dot')?.click();
    await bench.settled();
    expect(bench.keys()).to.deep.equal(first);
    pager('previous')?.click();
    await bench.settled();
    expect(bench.keys()).to.deep.equal(first);
  });

  it('keeps the speaker in sight on every page', async () => {
    await bench.show(peopleOf(30), { speaker: 'p29' });
    expect(bench.keys()).to.include('p29');
    pager('next')?.click();
    await bench.settled();
    expect(bench.keys()).to.include('p29');
  });

  it('turns by keys, the other way around where one reads from the right', async () => {
    bench.press(pager('next'), 'ArrowRight');
    await bench.settled();
    expect(bench.keys()).to.not.include('p0');
    bench.press(pager('next'), 'PageUp');
    await bench.settled();
    expect(bench.keys()).to.include('p0');
    bench.box.dir = 'rtl';
    bench.press(pager('next'), 'ArrowRight');
    await bench.settled();
    expect(bench.keys()).to.include('p0');
    bench.press(pager('next'), 'ArrowLeft');
    await bench.settled();
    expect(bench.keys()).to.not.include('p0');
  });

  it('turns by a swipe, and not by a stroke along the page', async () => {
    const swipe = (x: number, y: number): void => {
      const target = bench.stage.renderRoot.querySelector('.tiles');
      const touch = { pointerId: 2, pointerType: 'touch', bubbles: true, composed: true };
      target?.dispatchEvent(new PointerEvent('pointerdown', { ...touch, clientX: 200, clientY: 200 }));
      target?.dispatchEvent(new PointerEvent('pointerup', { ...touch, clientX: 200 + x, clientY: 200 + y }));
    };
    swipe(-20, 0);
    swipe(-80, 90);
    await bench.settled();
    expect(bench.keys()).to.include('p0');
    swipe(-80, 10);
    await bench.settled();
    expect(bench.keys()).to.not.include('p0');
    swipe(80, 10);
    await bench.settled();
    expect(bench.keys()).to.include('p0');
  });

  it('tells of other tiles, and not of the same', async () => {
    let told = 0;
    bench.stage.addEventListener('sfu-tiles', () => told++);
    await bench.show(peopleOf(30).map((view) => ({ ...view, muted: true })));
    expect(told).to.equal(0);
    pager('next')?.click();
    await bench.settled();
    expect(told).to.equal(1);
    await bench.resize(374, 600);
    expect(told).to.equal(2);
  });

  it('keeps the focus when the tile that had it goes to another page', async () => {
    bench.button('p0', 0).focus();
    bench.press(bench.button('p0', 0), 'PageDown');
    await bench.settled();
    expect(bench.pager?.shadowRoot?.activeElement?.part.contains('previous')).to.equal(true);
  });

  it('keeps a tile whose picture is seen in a window of its own, unseen in the page', async () => {
    const stream = bench.stream();
    await bench.show(peopleOf(30).map((view) => (view.key === 'p0' ? { ...view, stream } : view)));
    const video = bench.tile('p0').renderRoot.querySelector('video');
    video?.dispatchEvent(new Event('enterpictureinpicture', { bubbles: true }));
    pager('next')?.click();
    await bench.settled();
    expect(bench.keys()).to.include('p0');
    expect(video?.isConnected).to.equal(true);
    expect(getComputedStyle(bench.tile('p0')).visibility).to.equal('hidden');
    video?.dispatchEvent(new Event('leavepictureinpicture', { bubbles: true }));
    await until('the tile is gone', () => !bench.keys().includes('p0'));
  });
});
