import { expect } from 'chai';
import { en } from '../../widget/src/i18n/en.js';
import { SfuPeople } from '../../widget/src/parts/people.js';
import type { ModerationView } from '../../widget/src/parts/moderation-views.js';
import type { PartRequests } from '../../widget/src/parts/requests.js';
import type { PersonView } from '../../widget/src/parts/views.js';
import { all, deep, defineBarParts, drawn, focused, press } from '../helpers/bar-parts.js';

defineBarParts();
if (!customElements.get('sfu-people')) customElements.define('sfu-people', SfuPeople);

/** To be told by a boolean: the failure of an element would be told with the whole document. */
const hasFocus = (element: Element): boolean => focused() === element;

function person(peerId: string | null, given: Partial<PersonView> = {}): PersonView {
  return {
    ...{ peerId, name: peerId ?? 'Me', microphone: true, camera: true, screen: false, hand: false, speaking: false },
    ...{ role: '', moderator: false, spotlit: false, actions: [] },
    ...{ away: false, quality: null, volume: 1, paused: false, pinned: false, hue: 40 },
    ...given,
  };
}

const crowd = (count: number): PersonView[] =>
  Array.from({ length: count }, (_, index) => person(index === 0 ? null : `p${index}`));

describe('the list of people', () => {
  let people: SfuPeople;

  async function show(...list: PersonView[]): Promise<void> {
    people.view = { people: list, moderation: null };
    await people.updateComplete;
  }

  const asked = <K extends keyof PartRequests>(name: K): PartRequests[K][] => {
    const heard: PartRequests[K][] = [];
    people.addEventListener(name, (event) => heard.push((event as CustomEvent<PartRequests[K]>).detail));
    return heard;
  };

  const row = (index: number): HTMLElement => {
    const found = all(people, '.person').at(index);
    if (!found) throw new Error(`There is no person ${index}.`);
    return found;
  };

  const within = (index: number, selector: string): HTMLElement => {
    const found = row(index).querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector} of person ${index}.`);
    return found;
  };

  /** What assistive technology reads of a row. */
  const heard = (index: number): string =>
    `${within(index, '.words').textContent} ${within(index, '.heard').textContent}`.replaceAll(/\s+/gu, ' ');

  const moderating: ModerationView = { locked: false, lobby: false, knocks: [], muteAll: [] };

  async function open(index: number): Promise<void> {
    within(index, '.toggle').click();
    await people.updateComplete;
  }

  async function type(text: string): Promise<void> {
    const field = deep(people, 'input[type=search]') as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await people.updateComplete;
  }

  beforeEach(() => {
    people = document.createElement('sfu-people');
    Object.assign(people.style, { width: '320px', height: '400px' });
    document.body.append(people);
  });

  afterEach(() => people.remove());

  it('shows nothing before it has a view', async () => {
    await people.updateComplete;
    expect(all(people, '.person')).to.have.length(0);
  });

  it('tells every state by an icon and in words', async () => {
    await show(
      person(null),
      person('ann', { microphone: false, camera: false, screen: true, hand: true, quality: 'poor' }),
      person('ben', { away: true, paused: true, quality: 'fair', speaking: true }),
    );
    const icons = (index: number): (string | null)[] =>
      [...row(index).querySelectorAll('.states sfu-icon')].map((icon) => icon.getAttribute('name'));
    expect(icons(0)).to.deep.equal([]);
    expect(icons(1)).to.deep.equal(['hand', 'screen', 'poor-connection', 'camera-off', 'microphone-off']);
    expect(icons(2)).to.deep.equal(['fair-connection']);
    for (const words of [en.stage.handRaised, en.people.sharing, en.people.cameraOff, en.muted]) {
      expect(heard(1)).to.include(words);
    }
    expect(heard(0)).to.include(en.you);
    expect(heard(2)).to.include(en.away).and.include(en.people.stopped).and.include(en.people.fairConnection);
    expect(heard(2)).to.include(en.stage.speaking);
  });

  it('shows the options of one at a time, and of oneself no volume', async () => {
    await show(person(null), person('ann'));
    await open(1);
    expect(within(1, '.toggle').ariaExpanded).to.equal('true');
    expect(within(1, 'input[type=range]').ariaLabel).to.equal(en.people.volume('ann'));
    await open(0);
    expect(row(1).querySelector('.options')).to.equal(null);
    expect(within(0, '.options').querySelector('input')).to.equal(null);
    expect(
      [...within(0, '.options').querySelectorAll('button')].map((button) => button.textContent.trim()),
    ).to.deep.equal([en.stage.pin]);
    await open(0);
    expect(row(0).querySelector('.options')).to.equal(null);
  });

  it('asks for what is chosen, and shows it once it is so', async () => {
    const pins = asked('sfu-pin');
    const pauses = asked('sfu-pause');
    const volumes = asked('sfu-volume');
    await show(person(null), person('ann', { volume: 0.5 }));
    await open(1);
    const slider = within(1, 'input[type=range]') as HTMLInputElement;
    expect(slider.value).to.equal('0.5');
    slider.value = '0.25';
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    within(1, '[part=pin]').click();
    within(1, '[part=pause]').click();
    expect(volumes).to.deep.equal([{ peerId: 'ann', volume: 0.25 }]);
    expect(pins).to.deep.equal([{ key: 'ann' }]);
    expect(pauses).to.deep.equal([{ peerId: 'ann', paused: true }]);
    await show(person(null), person('ann', { volume: 0.25, paused: true, pinned: true }));
    expect(slider.getAttribute('aria-valuetext')).to.equal('25%');
    within(1, '[part=pin]').click();
    within(1, '[part=pause]').click();
    expect(pins.at(-1)).to.deep.equal({ key: null });
    expect(pauses.at(-1)).to.deep.equal({ peerId: 'ann', paused: false });
  });

  it('tells who moderates and what the token calls them', async () => {
    await show(person(null), person('ann', { moderator: true, role: 'teacher', spotlit: true }));
    expect(all(people, '.badge')).to.have.length(1);
    expect(heard(1)).to.include(en.moderation.moderator).and.include('teacher').and.include(en.stage.spotlit);
    expect(heard(0)).not.to.include(en.moderation.moderator);
  });

  it('shows a moderator what may be done, and asks for it', async () => {
    const told = asked('sfu-moderate');
    const mute = { action: 'stop', peerId: 'ann', source: 'microphone' } as const;
    const remove = { action: 'remove', peerId: 'ann' } as const;
    people.view = {
      people: [
        person(null),
        person('ann', {
          actions: [
            { name: 'mute', asks: mute },
            { name: 'remove', asks: remove },
          ],
        }),
      ],
      moderation: moderating,
    };
    await people.updateComplete;
    await open(1);
    const buttons = [...within(1, '.options').querySelectorAll<HTMLElement>('[part=action]')];
    expect(buttons.map((button) => button.textContent.trim())).to.deep.equal([
      en.moderation.actions.mute,
      en.moderation.actions.remove,
    ]);
    for (const button of buttons) button.click();
    expect(told).to.deep.equal([{ actions: [mute] }, { actions: [remove] }]);
    await open(0);
    expect(within(0, '.options').querySelector('[part=action]')).to.equal(null);
  });

  it('asks once more before it keeps one out, and takes Escape for no', async () => {
    const told = asked('sfu-moderate');
    const through: string[] = [];
    people.addEventListener('keydown', ({ key }) => through.push(key));
    const asks = { action: 'remove', peerId: 'ann', ban: true } as const;
    people.view = {
      people: [person(null), person('ann', { actions: [{ name: 'ban', asks }] })],
      moderation: moderating,
    };
    await people.updateComplete;
    await open(1);
    within(1, '[data-action=ban]').click();
    await drawn(people);
    expect(told).to.deep.equal([]);
    expect(deep(people, 'sfu-confirm', '[part=question]').textContent).to.equal(en.moderation.banQuestion('ann'));
    expect(hasFocus(deep(people, 'sfu-confirm', '[part=no]'))).to.equal(true);
    press('Escape');
    await drawn(people);
    expect(through).to.deep.equal([]);
    expect(hasFocus(within(1, '[data-action=ban]'))).to.equal(true);
    within(1, '[data-action=ban]').click();
    await drawn(people);
    deep(people, 'sfu-confirm', '[part=yes]').click();
    expect(told).to.deep.equal([{ actions: [asks] }]);
    await drawn(people);
    expect(all(people, 'sfu-confirm')).to.have.length(0);
  });

  it('asks nothing of another whose options are opened meanwhile', async () => {
    const asks = { action: 'remove', peerId: 'ann', ban: true } as const;
    people.view = {
      people: [person(null), person('ann', { actions: [{ name: 'ban', asks }] })],
      moderation: moderating,
    };
    await people.updateComplete;
    await open(1);
    within(1, '[data-action=ban]').click();
    await open(0);
    await open(1);
    expect(all(people, 'sfu-confirm')).to.have.length(0);
  });

  it('pins oneself by the key of one’s own tile', async () => {
    const pins = asked('sfu-pin');
    await show(person(null));
    await open(0);
    within(0, '[part=pin]').click();
    expect(pins).to.deep.equal([{ key: 'self' }]);
  });

  it('can be searched from eleven people on', async () => {
    await show(...crowd(10));
    expect(all(people, 'input[type=search]')).to.have.length(0);
    await show(...crowd(11));
    await type('P1');
    expect(all(people, '.person .name').map((name) => name.textContent.trim())).to.deep.equal(['p1', 'p10']);
    await type('zzz');
    expect(deep(people, '[part=nobody]').textContent).to.equal(en.people.nobody);
    expect(all(people, '.person')).to.have.length(0);
  });

  it('shows everyone again when the search has gone with those who left', async () => {
    await show(...crowd(11));
    await type('p10');
    await show(...crowd(3));
    expect(all(people, '.person')).to.have.length(3);
  });

  it('gives up the search at Escape, and lets only the next one through', async () => {
    const through: string[] = [];
    people.addEventListener('keydown', (event) => through.push(event.key));
    await show(...crowd(11));
    await type('p1');
    const escape = (): boolean =>
      deep(people, 'input[type=search]').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
      );
    escape();
    await people.updateComplete;
    expect(all(people, '.person')).to.have.length(11);
    expect(through).to.deep.equal([]);
    escape();
    expect(through).to.deep.equal(['Escape']);
  });

  it('takes the focus where there is something to do', async () => {
    await show(person(null));
    people.focus();
    expect(hasFocus(within(0, '.toggle'))).to.equal(true);
    await show(...crowd(11));
    people.focus();
    expect(hasFocus(deep(people, 'input[type=search]'))).to.equal(true);
  });

  it('keeps the focus on one who moves up the list', async () => {
    await show(person(null), person('ann'), person('ben'), person('cem'));
    await open(3);
    within(3, 'input[type=range]').focus();
    await show(person(null), person('cem', { hand: true }), person('ann'), person('ben'));
    expect(hasFocus(within(1, 'input[type=range]'))).to.equal(true);
  });

  it('gives the focus to the next when one goes, and to the last when there is no next', async () => {
    await show(person(null), person('ann'), person('ben'));
    within(1, '.toggle').focus();
    await show(person(null), person('ben'));
    expect(hasFocus(within(1, '.toggle'))).to.equal(true);
    await show(person(null));
    expect(hasFocus(within(0, '.toggle'))).to.equal(true);
  });

  it('takes no focus from elsewhere when one goes', async () => {
    const other = document.createElement('button');
    document.body.append(other);
    await show(person(null), person('ann'));
    other.focus();
    await show(person(null));
    expect(hasFocus(other)).to.equal(true);
    other.remove();
  });

  it('gives a name room at 320 px, whatever the states are', async () => {
    await show(person(null, { screen: true, hand: true, quality: 'poor', camera: false, microphone: false }));
    expect(within(0, '.words').offsetWidth).to.be.at.least(104);
  });

  for (const width of [200, 240, 320]) {
    it(`loses nothing at ${width} px, however long the names are`, async () => {
      people.style.width = `${width}px`;
      const name = 'Bartholomew-Featherstonehaugh-Cholmondeley';
      await show(
        person(null),
        person('ann', { name, microphone: false, camera: false, screen: true, hand: true, quality: 'poor' }),
      );
      await open(1);
      const box = people.getBoundingClientRect();
      for (const part of all(people, 'button, .states, .words, input, .percent')) {
        const { left, right } = part.getBoundingClientRect();
        expect(left, part.className).to.be.at.least(box.left);
        expect(right, part.className).to.be.at.most(box.right);
      }
      for (const button of all(people, 'button')) expect(button.offsetHeight).to.be.at.least(44);
    });
  }
});
