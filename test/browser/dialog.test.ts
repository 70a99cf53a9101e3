import { expect } from 'chai';
import { SfuDialog } from '../../widget/src/parts/dialog.js';
import { defineBarParts, drawn } from '../helpers/bar-parts.js';
import { until } from '../helpers/until.js';

defineBarParts();
if (!customElements.get('sfu-dialog')) customElements.define('sfu-dialog', SfuDialog);

describe('a dialog', () => {
  let around: HTMLDetailsElement;
  let asked: number;

  async function show(): Promise<SfuDialog> {
    const dialog = document.createElement('sfu-dialog');
    dialog.addEventListener('sfu-close', () => (asked += 1));
    around.append(dialog);
    await drawn(dialog);
    return dialog;
  }

  beforeEach(() => {
    asked = 0;
    around = document.createElement('details');
    around.open = true;
    document.body.append(around);
  });

  afterEach(() => around.remove());

  const HIDINGS: readonly (readonly [how: string, hide: () => void])[] = [
    ['not displayed', () => (around.style.display = 'none')],
    ['hidden', () => (around.hidden = true)],
    ['folded', () => (around.open = false)],
  ];
  for (const [how, hide] of HIDINGS) {
    it(`asks to be closed when what is around it is ${how}, and at once where it is so already`, async () => {
      const dialog = await show();
      for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
      expect(asked).to.equal(0);
      hide();
      await until('it asks', () => asked === 1);
      dialog.remove();
      await show();
      await until('it asks at once', () => asked === 2);
    });
  }
});
