import { expect } from 'chai';
import { en } from '../../widget/src/i18n/en.js';
import { SfuChat } from '../../widget/src/parts/chat.js';
import { SfuPanel } from '../../widget/src/parts/panel.js';
import type { PanelView } from '../../widget/src/parts/views.js';
import { all, deep, defineBarParts, focused, press, requestsAt } from '../helpers/bar-parts.js';

defineBarParts();
for (const [tag, part] of Object.entries({ 'sfu-chat': SfuChat, 'sfu-panel': SfuPanel })) {
  if (!customElements.get(tag)) customElements.define(tag, part);
}

describe('the panel', () => {
  const VIEW: PanelView = {
    open: null,
    chat: { messages: [], limit: 2_000, writable: true },
    people: { people: [], moderation: null },
    unread: 0,
  };
  let box: HTMLElement;
  let opener: HTMLButtonElement;
  let panel: SfuPanel;
  let told: [string, unknown][];

  async function show(given: Partial<PanelView>): Promise<void> {
    panel.view = { ...VIEW, ...given };
    await panel.updateComplete;
    await panel.shadowRoot?.querySelector('sfu-chat')?.updateComplete;
  }

  const isShown = (selector: string): boolean => deep(panel, selector).checkVisibility();
  const tab = (name: string): HTMLElement => deep(panel, `#tab-${name}`);
  const field = (): HTMLTextAreaElement => deep(panel, 'sfu-chat', 'textarea') as HTMLTextAreaElement;

  beforeEach(() => {
    box = document.createElement('div');
    box.style.cssText = 'inline-size: 320px; block-size: 500px';
    opener = document.createElement('button');
    panel = document.createElement('sfu-panel');
    panel.style.blockSize = '480px';
    box.append(opener, panel);
    document.body.append(box);
    told = requestsAt(panel);
    opener.focus();
  });

  afterEach(() => box.remove());

  it('shows nothing while it is closed, and takes no focus', async () => {
    await show({});
    expect(panel.shadowRoot?.childElementCount).to.equal(0);
    expect(focused() === opener).to.equal(true);
  });

  it('takes the focus when it opens, and gives it back when it closes', async () => {
    await show({ open: 'chat' });
    expect(focused() === field()).to.equal(true);
    await show({});
    expect(isShown('[part=panel]')).to.equal(false);
    expect(focused() === opener).to.equal(true);
    await show({ open: 'people' });
    expect(focused() === tab('people')).to.equal(true);
    panel.remove();
    await panel.updateComplete;
    expect(focused() === opener).to.equal(true);
  });

  it('leaves the focus with who took it elsewhere', async () => {
    const other = document.createElement('button');
    box.append(other);
    await show({ open: 'chat' });
    other.focus();
    await show({ open: 'people' });
    await show({});
    expect(focused() === other).to.equal(true);
  });

  it('keeps what was being written', async () => {
    await show({ open: 'chat' });
    field().value = 'Draft';
    field().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await show({ open: 'people' });
    await show({});
    await show({ open: 'chat' });
    expect(field().value).to.equal('Draft');
  });

  it('asks to be closed by its button and by Escape, once', async () => {
    await show({ open: 'chat' });
    deep(panel, '[part=close]').click();
    expect(press('Escape')).to.equal(true);
    expect(press('Escape', { isComposing: true })).to.equal(false);
    expect(told).to.deep.equal([
      ['sfu-panel', { panel: null }],
      ['sfu-panel', { panel: null }],
    ]);
  });

  it('has tabs that say what is in them, and show it', async () => {
    await show({ open: 'people', unread: 3 });
    expect(tab('chat').ariaLabel).to.equal(en.controls.chat(3));
    expect(tab('chat').ariaSelected).to.equal('false');
    expect(tab('people').ariaSelected).to.equal('true');
    expect(isShown('#pane-people')).to.equal(true);
    expect(isShown('#pane-chat')).to.equal(false);
    for (const pane of all(panel, '[role=tabpanel]')) {
      expect(deep(panel, `#${pane.getAttribute('aria-labelledby') ?? ''}`).getAttribute('aria-controls')).to.equal(
        pane.id,
      );
    }
    tab('chat').click();
    expect(told).to.deep.equal([['sfu-panel', { panel: 'chat' }]]);
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`is walked through by arrow keys, ${dir}`, async () => {
      panel.strings = { ...en, dir };
      const [onwards, back] = dir === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
      await show({ open: 'chat' });
      tab('chat').focus();
      press(onwards);
      expect(focused() === tab('people')).to.equal(true);
      await show({ open: 'people' });
      press(back);
      expect(focused() === tab('chat')).to.equal(true);
      press('End');
      expect(told.map(([, detail]) => detail)).to.deep.equal([
        { panel: 'people' },
        { panel: 'chat' },
        { panel: 'people' },
      ]);
      expect(all(panel, '[role=tab]').map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, 0]);
    });
  }

  for (const width of [220, 320, 600]) {
    it(`cuts nothing off at ${width} px`, async () => {
      box.style.inlineSize = `${width}px`;
      await show({ open: 'chat', unread: 120 });
      await Promise.all(panel.shadowRoot?.getAnimations().map(({ finished }) => finished) ?? []);
      const around = panel.getBoundingClientRect();
      for (const piece of all(panel, 'button, sfu-chat')) {
        if (!piece.checkVisibility()) continue;
        const rect = piece.getBoundingClientRect();
        expect(rect.left).to.be.at.least(around.left);
        expect(rect.right).to.be.at.most(around.right);
        expect(rect.bottom).to.be.at.most(around.bottom);
      }
    });
  }
});
