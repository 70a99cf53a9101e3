import { expect } from 'chai';
import { SfuNotice } from '../../widget/src/parts/notice.js';
import type { NoticeView } from '../../widget/src/parts/views.js';
import { deep, defineBarParts } from '../helpers/bar-parts.js';

defineBarParts();
if (!customElements.get('sfu-notice')) customElements.define('sfu-notice', SfuNotice);

const VIEW = {
  key: 'alone',
  icon: 'copy',
  text: 'You are the only one here so far.',
  tone: 'quiet',
  action: { name: 'copy-link', label: 'Copy link' },
  dismissible: false,
  announced: false,
} satisfies NoticeView;

describe('a notice', () => {
  let box: HTMLElement;
  let notice: SfuNotice;

  const rect = (selector: string): DOMRect => deep(notice, selector).getBoundingClientRect();
  const middle = ({ top, height }: DOMRect): number => top + height / 2;

  async function show(width: number, text: string): Promise<void> {
    box.style.inlineSize = `${width}px`;
    notice.view = { ...VIEW, text };
    await notice.updateComplete;
  }

  beforeEach(() => {
    // As the room, which asks by its size, and lets a notice be as wide as its words.
    box = document.createElement('div');
    box.style.cssText = 'container-type: inline-size; display: grid; justify-items: center';
    notice = document.createElement('sfu-notice');
    box.append(notice);
    document.body.append(box);
  });

  afterEach(() => box.remove());

  for (const text of ['Few words.', 'You are the only one here so far.', 'More words than one line has. '.repeat(5)]) {
    it(`has what can be done beside its words: ${text.slice(0, 20)}`, async () => {
      for (const width of [360, 900]) {
        await show(width, text);
        expect(middle(rect('[part=action]')), `${width} px`).to.be.closeTo(middle(rect('.text')), 1);
        expect(rect('[part=action]').left).to.be.at.least(rect('.text').right);
        expect(notice.getBoundingClientRect().width).to.be.at.most(width);
      }
    });
  }

  it('has it below them in a narrow room', async () => {
    await show(224, VIEW.text);
    expect(rect('[part=action]').top).to.be.at.least(rect('.text').bottom);
    expect(notice.getBoundingClientRect().width).to.be.at.most(224);
  });
});
