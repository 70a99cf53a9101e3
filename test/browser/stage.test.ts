import { expect } from 'chai';
import { isWithin, StageBench, twoFrames } from '../helpers/stage-bench.js';
import { peopleOf, stageOf, tileOf } from '../helpers/stage-parts.js';
import { until } from '../helpers/until.js';

describe('a stage', () => {
  let bench: StageBench;

  beforeEach(() => {
    bench = new StageBench();
  });

  afterEach(() => bench.close());

  describe('places its tiles', () => {
    for (const [width, height] of [
      [800, 450],
      [320, 568],
      [240, 480],
      [240, 135],
      [320, 256],
    ] as const) {
      it(`inside of ${width} x ${height} px, none over another`, async () => {
        await bench.resize(width, height);
        for (const featured of [false, true]) {
          await bench.show(peopleOf(7), { featured });
          await bench.settled();
          const rects = bench.keys().map((key) => bench.place(key ?? ''));
          for (const [index, rect] of rects.entries()) {
            expect(isWithin(bench.box.getBoundingClientRect(), rect), `tile ${index}`).to.equal(true);
            for (const other of rects.slice(index + 1)) {
              const apart =
                rect.right <= other.left + 1 ||
                other.right <= rect.left + 1 ||
                rect.bottom <= other.top + 1 ||
                other.bottom <= rect.top + 1;
              expect(apart, `tile ${index} and another`).to.equal(true);
            }
          }
        }
      });
    }

    it('from the right where one reads so', async () => {
      await bench.show(peopleOf(2));
      expect(bench.place('p0').left).to.be.lessThan(bench.place('p1').left);
      bench.box.dir = 'rtl';
      await twoFrames();
      expect(bench.place('p0').left).to.be.greaterThan(bench.place('p1').left);
    });

    it('when it is seen again, however it was hidden', async () => {
      await bench.show(peopleOf(2));
      const before = bench.place('p1');
      bench.box.style.display = 'none';
      await bench.show(peopleOf(3));
      bench.box.style.display = '';
      await twoFrames();
      expect(bench.place('p1').width).to.be.greaterThan(0);
      await bench.show(peopleOf(2));
      await bench.settled();
      expect(bench.place('p1')).to.deep.equal(before);
      await bench.resize(0, 0);
      await bench.show(peopleOf(4));
      await bench.resize(800, 450);
      expect(bench.place('p3').width).to.be.greaterThan(100);
    });

    it('without ever measuring one', async () => {
      await bench.show(peopleOf(25));
      const measured: string[] = [];
      const noting = (name: string, value: unknown): PropertyDescriptor => ({
        get: () => {
          measured.push(name);
          return value;
        },
      });
      bench.replace(Element.prototype, 'clientWidth', noting('clientWidth', 0));
      bench.replace(HTMLElement.prototype, 'offsetWidth', noting('offsetWidth', 0));
      bench.replace(HTMLElement.prototype, 'offsetTop', noting('offsetTop', 0));
      bench.replace(
        Element.prototype,
        'getBoundingClientRect',
        noting('getBoundingClientRect', () => new DOMRect()),
      );
      await bench.show(peopleOf(24));
      await bench.resize(700, 500);
      expect(measured).to.deep.equal([]);
      bench.box.getBoundingClientRect();
      expect(measured).to.have.length(1);
    });

    it('as items of a list, each under its name and states', async () => {
      await bench.show([tileOf('self'), tileOf('ann')]);
      expect(bench.stage.renderRoot.querySelector('[role=list]')?.getAttribute('aria-label')).to.equal('People');
      expect(bench.tile('ann').role).to.equal('listitem');
      expect(bench.tile('ann').ariaLabel).to.equal('ann, described');
      expect(bench.tile('ann').getAttribute('aria-posinset')).to.equal('2');
    });
  });

  describe('lets tiles move', () => {
    it('when somebody comes: shortly, by transform and opacity alone', async () => {
      await bench.show(peopleOf(3));
      bench.stage.view = stageOf(peopleOf(4));
      await bench.stage.updateComplete;
      const animations = bench.moves();
      expect(animations.length).to.be.greaterThan(1);
      for (const { effect } of animations) {
        if (!(effect instanceof KeyframeEffect)) throw new Error('Something else moves.');
        expect(effect.getTiming().duration).to.be.within(160, 200);
        const properties = new Set(effect.getKeyframes().flatMap((frame) => Object.keys(frame)));
        for (const known of ['offset', 'computedOffset', 'easing', 'composite']) properties.delete(known);
        expect(['translate', 'scale', 'opacity']).to.include.members([...properties]);
      }
      await bench.settled();
      const rect = bench.place('p3');
      await twoFrames();
      expect(bench.place('p3')).to.deep.equal(rect);
    });

    it('on from where they are, when somebody else comes meanwhile', async () => {
      await bench.show(peopleOf(1));
      bench.stage.view = stageOf(peopleOf(2));
      await bench.stage.updateComplete;
      for (const animation of bench.moves()) {
        animation.pause();
        animation.currentTime = 60;
      }
      const middle = (rect: DOMRect): number => rect.left + rect.width / 2;
      const before = middle(bench.place('p0'));
      bench.stage.view = stageOf(peopleOf(5));
      await bench.stage.updateComplete;
      for (const animation of bench.tile('p0').getAnimations()) {
        animation.pause();
        animation.currentTime = 0;
      }
      expect(middle(bench.place('p0'))).to.be.closeTo(before, 2);
    });

    it('not at first, nor because the box changes, nor when nobody came or went', async () => {
      bench.stage.view = stageOf(peopleOf(4));
      await bench.stage.updateComplete;
      expect(bench.moves()).to.deep.equal([]);
      await twoFrames();
      expect(bench.moves()).to.deep.equal([]);
      Object.assign(bench.box.style, { width: '400px' });
      await twoFrames();
      expect(bench.moves()).to.deep.equal([]);
      await bench.show(peopleOf(4).map((view) => ({ ...view, speaking: true })));
      expect(bench.moves()).to.deep.equal([]);
    });

    it('not for those who want nothing to move', async () => {
      await bench.show(peopleOf(3));
      bench.replace(window, 'matchMedia', {
        value: (query: string) => ({ matches: query === '(prefers-reduced-motion: reduce)' }),
      });
      bench.stage.view = stageOf(peopleOf(4));
      await bench.stage.updateComplete;
      expect(bench.moves()).to.deep.equal([]);
      bench.stage.view = stageOf(peopleOf(2));
      await bench.stage.updateComplete;
      expect([...bench.moves(), ...bench.leaving()]).to.deep.equal([]);
    });

    it('when somebody goes: the tile fades where it was, below the others and out of reach', async () => {
      await bench.show(peopleOf(3));
      const gone = bench.tile('p0');
      const place = gone.getBoundingClientRect();
      bench.stage.view = stageOf(peopleOf(3).slice(1));
      await bench.stage.updateComplete;
      expect(bench.leaving()).to.deep.equal([gone]);
      expect(bench.keys()).to.deep.equal(['p1', 'p2']);
      const [fade] = gone.getAnimations();
      if (!(fade?.effect instanceof KeyframeEffect)) throw new Error('It does not fade.');
      expect(fade.effect.getKeyframes().map(({ opacity }) => opacity)).to.deep.equal(['1', '0']);
      fade.pause();
      fade.currentTime = 0;
      const { left, top } = gone.getBoundingClientRect();
      expect([left, top]).to.deep.equal([place.left, place.top]);
      for (const tile of bench.stage.tiles) {
        expect(gone.compareDocumentPosition(tile)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
      }
      fade.play();
      await until('it is gone', () => bench.leaving().length === 0);
      expect(bench.keys()).to.deep.equal(['p1', 'p2']);
    });

    it('not away when they only go to another page, nor when the box gets another size', async () => {
      await bench.resize(320, 256);
      await bench.show(peopleOf(30));
      bench.press(bench.stage, 'PageDown');
      await bench.stage.updateComplete;
      expect(bench.keys()).not.to.include('p1');
      expect(bench.leaving()).to.deep.equal([]);
      await bench.resize(240, 135);
      expect(bench.leaving()).to.deep.equal([]);
    });

    it('and leaves the elements where they are in the document, so that no video stops', async () => {
      const stream = bench.stream();
      const people = [tileOf('self'), tileOf('ann'), tileOf('bo', { stream })];
      await bench.show(people);
      const elements = bench.keys().map((key) => bench.tile(key ?? ''));
      const video = bench.tile('bo').renderRoot.querySelector('video');
      await until('the video plays', () => video?.paused === false);
      let paused = 0;
      video?.addEventListener('pause', () => paused++);
      await bench.show(
        [people[2], people[0], people[1]].filter((view) => view !== undefined),
        { featured: true },
      );
      expect(bench.keys()).to.deep.equal(['bo', 'self', 'ann']);
      await bench.show(
        [people[2], people[1]].filter((view) => view !== undefined),
        { floating: people[0] ?? null },
      );
      expect(elements).to.have.members([...bench.stage.tiles]);
      expect(paused).to.equal(0);
    });
  });

  it('shows nothing as long as it has nothing to show', async () => {
    bench.stage.view = null;
    await bench.stage.updateComplete;
    expect(bench.stage.tiles).to.deep.equal([]);
    expect(bench.stage.renderRoot.querySelector('[role]')).to.equal(null);
  });
});
