import { describe, expect, test } from 'vitest';
import { INITIAL_STATE } from '../../../widget/src/client/room-state.js';
import { lastSpeaker, stageView, tileView, type StageUi } from '../../../widget/src/element/views/stage.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { StageView } from '../../../widget/src/parts/views.js';
import { peer, remote, stateWith } from './states.js';

const UI: StageUi = {
  layout: 'grid',
  pinned: null,
  selfView: 'grid',
  corner: { inline: 'end', block: 'end' },
  reactions: new Map(),
  lastSpeaker: null,
};

const TWO = stateWith({ peers: [peer('ann'), peer('bo')] });
const SHARING = stateWith({
  peers: [peer('ann'), peer('bo')],
  tracks: [remote('ann', 'camera'), remote('ann', 'screen')],
});

const view = (state = TWO, ui: Partial<StageUi> = {}): StageView => stageView(state, { ...UI, ...ui }, en);
const keys = ({ tiles }: StageView): string[] => tiles.map(({ key }) => key);

describe('the stage', () => {
  test('shows oneself first, then the others as they came', () => {
    expect(keys(view())).toEqual(['self', 'ann', 'bo']);
    expect(view()).toMatchObject({ featured: false, floating: null, dimmed: false });
  });

  test('features the screens of others before everything', () => {
    expect(keys(view(SHARING))).toEqual(['ann:screen', 'self', 'ann', 'bo']);
    expect(view(SHARING).featured).toBe(true);
  });

  test('features what is pinned before any screen, as long as it is there', () => {
    expect(keys(view(SHARING, { pinned: 'bo' }))).toEqual(['bo', 'ann:screen', 'self', 'ann']);
    expect(view(TWO, { pinned: 'bo' })).toMatchObject({ featured: true, tiles: [{ key: 'bo', pinned: true }, {}, {}] });
    expect(view(TWO, { pinned: 'gone' })).toMatchObject({ featured: false });
  });

  test('features in the spotlight who spoke last, the first of the others before anybody did, never oneself', () => {
    expect(keys(view(TWO, { layout: 'spotlight' }))).toEqual(['ann', 'self', 'bo']);
    expect(keys(view(TWO, { layout: 'spotlight', lastSpeaker: 'bo' }))).toEqual(['bo', 'self', 'ann']);
    expect(keys(view(TWO, { layout: 'spotlight', lastSpeaker: 'gone' }))).toEqual(['ann', 'self', 'bo']);
    expect(keys(view(SHARING, { layout: 'spotlight', lastSpeaker: 'bo' }))[0]).toBe('ann:screen');
    expect(view(stateWith(), { layout: 'spotlight' })).toMatchObject({ featured: false, tiles: [{ key: 'self' }] });
  });

  test('features whom a moderator has put into the spotlight, before any screen and after one’s own pin', () => {
    const rules = { locked: false, lobby: false, spotlight: 'bo' };
    const state = { ...SHARING, rules };
    expect(keys(view(state))).toEqual(['bo', 'ann:screen', 'self', 'ann']);
    expect(view(state).tiles[0]?.spotlit).toBe(true);
    expect(view(state).tiles[0]?.description).toContain(en.stage.spotlit);
    expect(keys(view(state, { pinned: 'ann' }))[0]).toBe('ann');
    expect(keys(view({ ...state, rules: { ...rules, spotlight: 'gone' } }))[0]).toBe('ann:screen');
  });

  test('tells who is in the spotlight so, and shows them no larger picture of themselves', () => {
    const self = { ...INITIAL_STATE.self, id: 'me' };
    const state = { ...TWO, self, rules: { locked: false, lobby: false, spotlight: 'me' } };
    expect(view(state)).toMatchObject({ featured: false, tiles: [{ key: 'self', spotlit: true }, {}, {}] });
  });

  test('lays oneself over exactly one other, and in the spotlight, unless it is told otherwise', () => {
    const one = stateWith({ peers: [peer('ann')] });
    const auto = { selfView: 'auto' } as const;
    expect(view(one, auto)).toMatchObject({ floating: { key: 'self' }, tiles: [{ key: 'ann' }] });
    expect(view(TWO, auto).floating).toBeNull();
    expect(view(TWO, { ...auto, layout: 'spotlight' }).floating).toMatchObject({ key: 'self' });
    expect(view(one, { selfView: 'grid' }).floating).toBeNull();
    expect(view(TWO, { selfView: 'float' })).toMatchObject({ floating: { key: 'self' }, tiles: [{}, {}] });
  });

  test('lays oneself over nothing that is to be read, unless one wants it', () => {
    expect(view(SHARING, { selfView: 'auto', layout: 'spotlight' }).floating).toBeNull();
    expect(view(SHARING, { selfView: 'float' }).floating).toMatchObject({ key: 'self' });
  });

  test('does not lay oneself over nobody, nor over oneself', () => {
    for (const selfView of ['auto', 'float'] as const) {
      expect(view(stateWith(), { selfView })).toMatchObject({ floating: null, tiles: [{ key: 'self' }] });
    }
    expect(view(TWO, { selfView: 'float', pinned: 'self' })).toMatchObject({
      floating: null,
      featured: true,
      tiles: [{ key: 'self' }, {}, {}],
    });
  });

  test('leaves oneself out where one does not want to be seen', () => {
    const hidden = view(TWO, { selfView: 'hidden' });
    expect(keys(hidden)).toEqual(['ann', 'bo']);
    expect(hidden.floating).toBeNull();
    expect(keys(view(stateWith(), { selfView: 'hidden' }))).toEqual([]);
  });

  test('keeps the last speaker in sight for as long as they are in the room', () => {
    expect(view(TWO, { lastSpeaker: 'bo' }).speaker).toBe('bo');
    expect(view(TWO, { lastSpeaker: 'gone' }).speaker).toBeNull();
  });

  test('is dimmed while the own connection is lost', () => {
    expect(view(stateWith({ status: 'reconnecting' })).dimmed).toBe(true);
  });
});

describe('the last speaker', () => {
  test('is who speaks, and stays so in silence and while one speaks oneself', () => {
    const self = { ...INITIAL_STATE.self, id: 'me' };
    const speaks = (peerId: string) => stateWith({ self, activeSpeaker: { peerId, level: -20 } });
    expect(lastSpeaker(null, speaks('ann'))).toBe('ann');
    expect(lastSpeaker('ann', stateWith({ self }))).toBe('ann');
    expect(lastSpeaker('ann', speaks('me'))).toBe('ann');
    expect(lastSpeaker('ann', speaks('bo'))).toBe('bo');
  });
});

describe('a tile by itself', () => {
  const tile = (peerId: string, source: string) => tileView(SHARING, UI, en, { peer: peerId, source });

  test('is found by its peer and its source', () => {
    expect(tile('ann', 'camera')).toMatchObject({ key: 'ann' });
    expect(tile('ann', 'screen')).toMatchObject({ key: 'ann:screen' });
    expect(tile('', 'camera')).toMatchObject({ key: 'self' });
  });

  test('is found by its label', () => {
    const state = stateWith({ peers: [peer('ann')], tracks: [remote('ann', 'slides')] });
    expect(tileView(state, UI, en, { peer: 'ann', source: 'slides' })).toMatchObject({ key: 'ann:slides' });
  });

  test('is nothing where there is nothing to show', () => {
    expect(tile('bo', 'screen')).toBeNull();
    expect(tile('gone', 'camera')).toBeNull();
  });

  test('is one’s own under one’s own id as well', () => {
    const state = stateWith({ self: { ...INITIAL_STATE.self, id: 'me' } });
    expect(tileView(state, UI, en, { peer: 'me', source: 'camera' })).toMatchObject({ key: 'self' });
  });
});
