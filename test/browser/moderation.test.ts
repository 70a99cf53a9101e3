import { expect } from 'chai';
import { ar } from '../../widget/src/i18n/ar.js';
import { de } from '../../widget/src/i18n/de.js';
import { en } from '../../widget/src/i18n/en.js';
import type { SfuModeration } from '../../widget/src/parts/moderation.js';
import type { ModerationView } from '../../widget/src/parts/moderation-views.js';
import type { PartRequests } from '../../widget/src/parts/requests.js';
import { all, deep, defineBarParts, drawn, focused } from '../helpers/bar-parts.js';

defineBarParts();

const VIEW: ModerationView = { locked: false, lobby: true, knocks: [], muteAll: [] };
const ANN = { id: 'ann', name: 'Ann', hue: 40 };
const BEN = { id: 'ben', name: 'Ben', hue: 200 };

describe('what a moderator does with the room', () => {
  let part: SfuModeration;
  let asked: PartRequests['sfu-moderate'][];

  async function show(given: Partial<ModerationView> | null): Promise<void> {
    part.view = given && { ...VIEW, ...given };
    await drawn(part);
  }

  const click = async (selector: string): Promise<void> => {
    deep(part, selector).click();
    await drawn(part);
  };

  /** To be told by a boolean: the failure of an element would be told with the whole document. */
  const hasFocus = (selector: string): boolean => focused() === part.shadowRoot?.querySelector(selector);

  beforeEach(async () => {
    asked = [];
    part = document.createElement('sfu-moderation');
    part.style.width = '320px';
    part.addEventListener('sfu-moderate', (event) => {
      asked.push((event as CustomEvent<PartRequests['sfu-moderate']>).detail);
    });
    document.body.append(part);
    await show({});
  });

  afterEach(() => part.remove());

  it('is nothing for who does not moderate', async () => {
    await show(null);
    expect(part.hidden).to.equal(true);
    expect(all(part, '*')).to.have.length(0);
    await show({});
    expect(part.hidden).to.equal(false);
  });

  it('is switched by the server alone', async () => {
    const [lock, lobby] = all(part, 'input') as HTMLInputElement[];
    if (!lock || !lobby) throw new Error('There are no switches.');
    expect([lock.checked, lobby.checked]).to.deep.equal([false, true]);
    lock.click();
    lobby.click();
    await drawn(part);
    expect(asked).to.deep.equal([
      { actions: [{ action: 'rule', rules: { locked: true } }] },
      { actions: [{ action: 'rule', rules: { lobby: false } }] },
    ]);
    expect([lock.checked, lobby.checked]).to.deep.equal([false, true]);
    await show({ locked: true, lobby: false });
    expect([lock.checked, lobby.checked]).to.deep.equal([true, false]);
  });

  it('mutes everyone while anyone is to be heard', async () => {
    expect(all(part, '[part=mute-all]')).to.have.length(0);
    const muteAll = (['ann', 'ben'] as const).map(
      (peerId) => ({ action: 'stop', peerId, source: 'microphone' }) as const,
    );
    await show({ muteAll });
    await click('[part=mute-all]');
    expect(asked).to.deep.equal([{ actions: muteAll }]);
  });

  it('ends the call for all only when that is said twice', async () => {
    await click('[part=end]');
    expect(asked).to.deep.equal([]);
    expect(focused() === deep(part, 'sfu-confirm', '[part=no]')).to.equal(true);
    deep(part, 'sfu-confirm', '[part=no]').click();
    await drawn(part);
    expect(hasFocus('[part=end]')).to.equal(true);
    await click('[part=end]');
    deep(part, 'sfu-confirm', '[part=yes]').click();
    expect(asked).to.deep.equal([{ actions: [{ action: 'end' }] }]);
  });

  it('lets in, one by one or all at once, and sends away', async () => {
    await show({ knocks: [ANN] });
    expect(deep(part, '[part=waiting-title]').textContent).to.equal(en.moderation.waiting(1));
    expect(all(part, '[part=admit-all]')).to.have.length(0);
    await show({ knocks: [ANN, BEN] });
    expect(all(part, '[part=admit]').map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      en.moderation.admitOne('Ann'),
      en.moderation.admitOne('Ben'),
    ]);
    await click('[part=admit]');
    await click('[part=deny]');
    await click('[part=admit-all]');
    expect(asked).to.deep.equal([
      { actions: [{ action: 'admit', id: 'ann' }] },
      { actions: [{ action: 'deny', id: 'ann' }] },
      {
        actions: [
          { action: 'admit', id: 'ann' },
          { action: 'admit', id: 'ben' },
        ],
      },
    ]);
  });

  it('keeps the focus among those who wait, and then in the switches', async () => {
    await show({ knocks: [ANN, BEN] });
    deep(part, '[part=deny]').focus();
    await show({ knocks: [BEN] });
    expect(hasFocus('[part=admit]')).to.equal(true);
    await show({ knocks: [] });
    expect(hasFocus('input')).to.equal(true);
  });

  for (const width of [200, 240, 320]) {
    for (const strings of [en, de, ar]) {
      it(`loses nothing at ${width} px in ${strings.lang}, however long the names are`, async () => {
        part.style.width = `${width}px`;
        part.strings = strings;
        const name = 'Bartholomew-Featherstonehaugh-Cholmondeley';
        await show({
          knocks: [{ ...ANN, name }, BEN],
          muteAll: [{ action: 'stop', peerId: 'ann', source: 'microphone' }],
        });
        await click('[part=end]');
        const box = part.getBoundingClientRect();
        for (const inner of all(part, 'button, input, .name, .hint, h3, sfu-confirm')) {
          const { left, right } = inner.getBoundingClientRect();
          expect(left, inner.className).to.be.at.least(box.left);
          expect(right, inner.className).to.be.at.most(box.right);
        }
        for (const button of all(part, 'button')) expect(button.offsetHeight).to.be.at.least(44);
      });
    }
  }
});
