import { expect } from 'chai';
import { isWithin, StageBench, twoFrames } from '../helpers/stage-bench.js';
import { peopleOf, tileOf } from '../helpers/stage-parts.js';

describe('a floating picture of oneself', () => {
  let bench: StageBench;

  beforeEach(() => {
    bench = new StageBench();
  });

  afterEach(() => bench.close());

  const corner = (): string => {
    const outer = bench.box.getBoundingClientRect();
    const { left, top, width, height } = bench.place('self');
    const side = left + width / 2 < outer.left + outer.width / 2 ? 'left' : 'right';
    return `${top + height / 2 < outer.top + outer.height / 2 ? 'top' : 'bottom'} ${side}`;
  };

  const point = (type: string, x: number, y: number): void => {
    const at = { clientX: x, clientY: y, pointerId: 1, button: type === 'pointermove' ? -1 : 0 };
    bench
      .surface('self')
      ?.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, composed: true, isPrimary: true }));
  };

  beforeEach(async () => {
    // A made-up pointer cannot be captured.
    bench.replace(Element.prototype, 'setPointerCapture', { value: () => undefined });
    await bench.show([tileOf('ann')], { floating: tileOf('self') });
  });

  it('lies over the others in a corner', () => {
    expect(corner()).to.equal('bottom right');
    expect(bench.place('ann').width).to.equal(800);
    expect(isWithin(bench.place('ann'), bench.place('self'))).to.equal(true);
  });

  it('lies over what is featured and none of the small ones', async () => {
    for (const [width, height] of [
      [800, 450],
      [320, 568],
    ] as const) {
      await bench.resize(width, height);
      await bench.show(peopleOf(4), { featured: true, floating: tileOf('self') });
      await bench.settled();
      expect(isWithin(bench.place('p0'), bench.place('self'))).to.equal(true);
    }
  });

  it('lies over the picture where that does not fill the box', async () => {
    for (const [width, height] of [
      [374, 764],
      [900, 120],
    ] as const) {
      await bench.resize(width, height);
      await bench.settled();
      expect(isWithin(bench.place('ann'), bench.place('self')), `${width} x ${height}`).to.equal(true);
    }
  });

  it('follows a pointer and glides into the nearest corner', async () => {
    const { left, top } = bench.place('self');
    point('pointerdown', left + 20, top + 20);
    point('pointermove', left - 380, top - 180);
    expect(bench.place('self').left).to.be.closeTo(left - 400, 1);
    expect(bench.place('self').top).to.be.closeTo(top - 200, 1);
    await twoFrames();
    point('pointermove', left - 580, top - 280);
    point('pointerup', left - 580, top - 280);
    await bench.stage.updateComplete;
    expect(bench.tile('self').getAnimations().length).to.equal(1);
    await bench.settled();
    expect(corner()).to.equal('top left');
  });

  it('stays inside while it is dragged, and goes back when it was hardly moved', async () => {
    const { left, top } = bench.place('self');
    point('pointerdown', left + 20, top + 20);
    point('pointermove', left + 900, top + 900);
    expect(isWithin(bench.box.getBoundingClientRect(), bench.place('self'))).to.equal(true);
    point('pointercancel', left + 900, top + 900);
    expect(bench.place('self')).to.include({ left, top });
    point('pointerdown', left + 20, top + 20);
    point('pointermove', left + 22, top + 20);
    point('pointerup', left + 22, top + 20);
    await bench.settled();
    expect(bench.place('self')).to.include({ left, top });
  });

  it('goes by arrow keys, and by its button around', async () => {
    bench.press(bench.button('self', 0), 'ArrowUp');
    await bench.settled();
    expect(corner()).to.equal('top right');
    bench.press(bench.button('self', 0), 'ArrowLeft');
    await bench.settled();
    expect(corner()).to.equal('top left');
    bench.button('self', 0).click();
    await bench.settled();
    expect(corner()).to.equal('top right');
  });

  it('asks for its corner, and stays where it is until that is granted', async () => {
    const corners: unknown[] = [];
    bench.box.addEventListener(
      'sfu-corner',
      (event) => {
        event.stopPropagation();
        corners.push((event as CustomEvent).detail);
      },
      { capture: true },
    );
    bench.press(bench.button('self', 0), 'ArrowUp');
    await bench.settled();
    expect(corners).to.deep.equal([{ corner: { inline: 'end', block: 'start' } }]);
    expect(corner()).to.equal('bottom right');
  });

  it('goes to the side that is meant where one reads from the right', async () => {
    bench.box.dir = 'rtl';
    await twoFrames();
    expect(corner()).to.equal('bottom left');
    bench.press(bench.button('self', 0), 'ArrowRight');
    await bench.settled();
    expect(corner()).to.equal('bottom right');
    const { left, top } = bench.place('self');
    point('pointerdown', left + 20, top + 20);
    point('pointermove', left - 580, top + 20);
    expect(bench.place('self').left).to.be.closeTo(left - 600, 1);
    point('pointerup', left - 580, top + 20);
    await bench.settled();
    expect(corner()).to.equal('bottom left');
  });

  it('goes among the others by its button or a double click, and back by another', async () => {
    const wishes = bench.asked('sfu-self-view');
    bench.button('self', 1).click();
    bench.doubleClick(bench.surface('self'));
    await bench.show([tileOf('self'), tileOf('ann')]);
    bench.button('self', 1).click();
    expect(wishes).to.deep.equal([{ mode: 'grid' }, { mode: 'grid' }, { mode: 'float' }]);
  });
});
