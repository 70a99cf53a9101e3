import { expect } from 'chai';
import { en } from '../../widget/src/i18n/en.js';
import { SfuChat } from '../../widget/src/parts/chat.js';
import type { ChatMessageView } from '../../widget/src/parts/views.js';
import { all, deep, defineBarParts, focused, press, requestsAt } from '../helpers/bar-parts.js';
import { until } from '../helpers/until.js';

defineBarParts();
if (!customElements.get('sfu-chat')) customElements.define('sfu-chat', SfuChat);

const NOW = Date.now();

function message(id: string, given: Partial<ChatMessageView> = {}): ChatMessageView {
  const whose = given.own ? { sender: 'self', name: 'You' } : { sender: 'ann', name: 'Ann' };
  return { id, ...whose, own: false, text: `text ${id}`, at: NOW, state: 'sent', note: '', ...given };
}

const many = (count: number): ChatMessageView[] =>
  Array.from({ length: count }, (_, index) => message(`${index}`, { text: `line of text number ${index}` }));

describe('the chat', () => {
  let chat: SfuChat;
  let told: [string, unknown][];

  async function show(...messages: ChatMessageView[]): Promise<void> {
    chat.view = { messages, limit: 2_000, writable: true };
    await chat.updateComplete;
  }

  async function type(text: string): Promise<void> {
    field().value = text;
    field().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await chat.updateComplete;
  }

  async function scrollTo(top: number): Promise<void> {
    const scrolled = new Promise((resolve) => scroller().addEventListener('scroll', resolve, { once: true }));
    scroller().scrollTop = top;
    await scrolled;
    await chat.updateComplete;
  }

  const field = (): HTMLTextAreaElement => deep(chat, 'textarea') as HTMLTextAreaElement;
  const scroller = (): HTMLElement => deep(chat, '[role=log]');
  const has = (selector: string): boolean => all(chat, selector).length > 0;
  const textOf = (selector: string): string => deep(chat, selector).textContent.trim();
  const toEnd = (): number => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight;

  beforeEach(() => {
    chat = document.createElement('sfu-chat');
    chat.style.cssText = 'inline-size: 320px; block-size: 400px';
    document.body.append(chat);
    told = requestsAt(chat);
  });

  afterEach(() => chat.remove());

  it('keeps the focus when the right to write is taken from who is writing', async () => {
    await show();
    field().focus();
    chat.view = { messages: [], limit: 2_000, writable: false };
    await chat.updateComplete;
    expect(focused() === scroller()).to.equal(true);
  });

  it('has a sentence in place of its field for who may only read', async () => {
    chat.view = { messages: [], limit: 2_000, writable: false };
    await chat.updateComplete;
    expect(all(chat, 'textarea, [part=send]')).to.have.length(0);
    expect(deep(chat, '[part=read-only]').textContent).to.equal(en.moderation.mayNotWrite);
    expect(deep(chat, '[part=empty]').textContent).not.to.include(en.chat.emptyText);
  });

  it('shows nothing before it has a view', async () => {
    await chat.updateComplete;
    expect(chat.shadowRoot?.childElementCount).to.equal(0);
  });

  it('says that there are no messages yet', async () => {
    await show();
    expect(textOf('[part=empty]')).to.contain(en.chat.empty);
    await show(message('1'));
    expect(has('[part=empty]')).to.equal(false);
  });

  it('shows what was written as it was written, and runs none of it', async () => {
    const text = '<img src=x onerror="globalThis.hacked = true"> \n <b>bold</b> ${1} {{2}}';
    await show(message('1', { text }));
    expect(textOf('.text')).to.equal(text.trim());
    expect(has('.text > *')).to.equal(false);
    expect('hacked' in globalThis).to.equal(false);
  });

  it('opens links beside the call, and tells the other page nothing of it', async () => {
    await show(message('1', { text: 'https://example.org/a javascript:alert(1) mailto:a@example.org' }));
    const links = all(chat, 'a') as HTMLAnchorElement[];
    expect(links.map(({ href, target }) => [href, target])).to.deep.equal([
      ['https://example.org/a', '_blank'],
      ['mailto:a@example.org', ''],
    ]);
    for (const { rel } of links) expect(rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
    expect(textOf('.text')).to.equal('https://example.org/a javascript:alert(1) mailto:a@example.org');
  });

  it('tells the sender once to those who see, and with each message to those who hear', async () => {
    await show(message('1'), message('2'));
    expect(all(chat, '[part=sender]')).to.have.lengthOf(1);
    expect(deep(chat, '[part=sender]').getAttribute('aria-hidden')).to.equal('true');
    expect(all(chat, '.message .heard').map(({ textContent }) => textContent.startsWith('Ann, '))).to.deep.equal([
      true,
      true,
    ]);
    expect(scroller().getAttribute('aria-label')).to.equal(en.chat.title);
  });

  it('has own messages at the other side, also from right to left', async () => {
    const edges = (): [DOMRect, DOMRect] => {
      const [theirs, own] = all(chat, '.bubble').map((bubble) => bubble.getBoundingClientRect());
      if (!theirs || !own) throw new Error('There are not two messages.');
      return [theirs, own];
    };
    await show(message('1'), message('2', { own: true }));
    let [theirs, own] = edges();
    expect(own.right).to.be.above(theirs.right);
    chat.strings = { ...en, dir: 'rtl' };
    await chat.updateComplete;
    [theirs, own] = edges();
    expect(own.left).to.be.below(theirs.left);
  });

  it('is sent by Enter, without the space around it, and leaves the field empty', async () => {
    await show();
    await type('  Hello\nworld ');
    field().focus();
    expect(press('Enter')).to.equal(true);
    await chat.updateComplete;
    expect(told).to.deep.equal([['sfu-message', { text: 'Hello\nworld' }]]);
    expect(field().value).to.equal('');
    expect(focused() === field()).to.equal(true);
  });

  it('is sent by its button, which keeps the focus in the field', async () => {
    await show();
    await type('Hello');
    deep(chat, '[part=send]').click();
    await chat.updateComplete;
    expect(told).to.deep.equal([['sfu-message', { text: 'Hello' }]]);
    expect(focused() === field()).to.equal(true);
  });

  it('leaves the keys to who breaks a line or composes words', async () => {
    await show();
    await type('Hello');
    field().focus();
    expect(press('Enter', { shiftKey: true })).to.equal(false);
    expect(press('Enter', { isComposing: true })).to.equal(false);
    // As Safari tells of the Enter that ends a composition.
    expect(press('Enter', { keyCode: 229 })).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it('sends nothing that is empty or too long, and says how long it may be', async () => {
    await show();
    field().focus();
    await type(' \n ');
    press('Enter');
    expect(deep(chat, '[part=send]').ariaDisabled).to.equal('true');
    await type('a'.repeat(1_799));
    expect(has('[part=remaining]')).to.equal(false);
    await type('a'.repeat(1_900));
    expect(textOf('[part=remaining]')).to.equal('100 characters left');
    await type('a'.repeat(2_001));
    expect(textOf('[part=remaining]')).to.equal('1 character too many');
    expect(textOf('[role=status]')).to.equal(en.chat.tooLong);
    expect(field().ariaInvalid).to.equal('true');
    press('Enter');
    expect(told).to.deep.equal([]);
    await type('a'.repeat(2_000));
    press('Enter');
    expect(told).to.deep.equal([['sfu-message', { text: 'a'.repeat(2_000) }]]);
  });

  it('has a field that grows with the text, as far as there is place', async () => {
    await show();
    const low = field().offsetHeight;
    await type('One\nTwo\nThree');
    expect(field().offsetHeight).to.equal(low + 2 * 22);
    expect(field().scrollHeight).to.equal(field().clientHeight);
    await type('Line\n'.repeat(60));
    expect(field().offsetHeight).to.be.within(low + 4 * 22, 200);
    expect(field().scrollHeight).to.be.above(field().clientHeight);
    await type('');
    expect(field().offsetHeight).to.equal(low);
  });

  it('offers to send again what failed, or not at all', async () => {
    await show(message('1', { own: true, state: 'failed' }));
    expect(textOf('[part=status]')).to.contain(en.chat.failed);
    deep(chat, '[part=retry]').click();
    deep(chat, '[part=discard]').click();
    expect(told).to.deep.equal([
      ['sfu-retry-message', { id: '1' }],
      ['sfu-discard-message', { id: '1' }],
    ]);
    expect(focused() === field()).to.equal(true);
    await show(message('1', { own: true, state: 'sending' }));
    expect(textOf('[part=status]')).to.equal(en.chat.sending);
    expect(has('[part=retry]')).to.equal(false);
    await show(message('1', { own: true }));
    expect(has('[part=status]')).to.equal(false);
  });

  it('stays at the end when messages come, and when its place changes', async () => {
    await show(...many(40));
    expect(toEnd()).to.be.below(1);
    await show(...many(41));
    expect(toEnd()).to.be.below(1);
    chat.style.blockSize = '300px';
    await until('it is at its end again', () => scroller().clientHeight < 260 && toEnd() < 1);
  });

  it('leaves who reads older messages there, and leads to the new ones', async () => {
    await show(...many(40));
    await scrollTo(10);
    await show(...many(40), message('own', { own: true }));
    expect(has('[part=fresh]')).to.equal(false);
    await show(...many(42), message('own', { own: true }));
    expect(scroller().scrollTop).to.equal(10);
    expect(textOf('[part=fresh]')).to.equal('2 new messages');
    deep(chat, '[part=fresh]').click();
    await chat.updateComplete;
    expect(toEnd()).to.be.below(1);
    expect(has('[part=fresh]')).to.equal(false);
    expect(focused() === scroller()).to.equal(true);
  });

  it('has read what one scrolls to by oneself', async () => {
    await show(...many(40));
    await scrollTo(10);
    await show(...many(41));
    expect(has('[part=fresh]')).to.equal(true);
    await scrollTo(scroller().scrollHeight);
    expect(has('[part=fresh]')).to.equal(false);
    await scrollTo(10);
    expect(has('[part=fresh]')).to.equal(false);
  });

  it('goes to the end with what one writes', async () => {
    await show(...many(40));
    await scrollTo(10);
    await type('Hello');
    field().focus();
    press('Enter');
    await show(...many(40), message('own', { own: true, state: 'sending' }));
    expect(toEnd()).to.be.below(1);
  });

  for (const width of [240, 320, 390]) {
    it(`cuts nothing off at ${width} px`, async () => {
      chat.style.inlineSize = `${width}px`;
      const name = 'Featherstonehaugh'.repeat(6);
      const text = `https://example.org/${'a'.repeat(300)} ${'b'.repeat(300)}`;
      await show(
        message('1', { name, text, note: `to ${name} alone` }),
        message('2', { own: true, text, state: 'failed' }),
      );
      expect(scroller().scrollWidth).to.equal(scroller().clientWidth);
      const around = chat.getBoundingClientRect();
      for (const piece of all(chat, '.bubble, .sender, .note, .time, button, textarea')) {
        const box = piece.getBoundingClientRect();
        expect(box.left).to.be.at.least(around.left);
        expect(box.right).to.be.at.most(around.right);
      }
    });
  }
});
