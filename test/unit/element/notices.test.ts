import { describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import {
  invitation,
  noticeViews,
  toastWords,
  type NoticeFacts,
  type Toast,
} from '../../../widget/src/element/views/notices.js';
import { en } from '../../../widget/src/i18n/en.js';
import { stateWith } from './states.js';

const NOTHING: NoticeFacts = {
  errors: [],
  soundBlocked: false,
  canCopy: true,
  linkCopied: false,
  toasts: [],
  knocks: [],
  unread: 0,
  full: true,
};

const hand = (name: string): Toast => ({ key: `hand:${name}`, kind: 'hand', name });
const message = (text: string): Toast => ({ key: 'message', kind: 'message', name: 'Ann', text });

describe('the notices', () => {
  test('are none while all is well', () => {
    expect(noticeViews(stateWith(), NOTHING, en)).toEqual([]);
  });

  test('come most pressing first', () => {
    const facts = { ...NOTHING, soundBlocked: true, errors: [new RoomError('camera-in-use')] };
    const keys = (given: NoticeFacts) =>
      noticeViews(stateWith({ status: 'reconnecting', paused: true }), given, en).map(({ key }) => key);
    expect(keys({ ...NOTHING, soundBlocked: true })).toEqual(['reconnecting', 'sound', 'paused']);
    expect(keys(facts)).toEqual(['reconnecting', 'sound', 'camera-in-use']);
  });

  test('are never more than three, what lasts before what has just happened, and of that the newest first', () => {
    const toasts = [hand('ann'), hand('ben'), hand('cem')];
    const keys = (given: Partial<NoticeFacts>) =>
      noticeViews(stateWith(), { ...NOTHING, toasts, ...given }, en).map(({ key }) => key);
    expect(keys({})).toEqual(['hand:cem', 'hand:ben', 'hand:ann']);
    expect(keys({ soundBlocked: true })).toEqual(['sound', 'hand:cem', 'hand:ben']);
  });

  test('tell of a message only while there is a chat to open that is closed', () => {
    const views = (given: Partial<NoticeFacts>) =>
      noticeViews(stateWith(), { ...NOTHING, toasts: [message('hello')], ...given }, en);
    expect(views({ unread: 1 })).toMatchObject([{ text: 'Ann: hello', action: { name: 'open-chat' } }]);
    expect(views({ unread: 0 })).toEqual([]);
    expect(views({ unread: 1, full: false })).toEqual([]);
  });

  test('of what happened are said elsewhere, those of what lasts here', () => {
    const views = noticeViews(stateWith({ paused: true }), { ...NOTHING, toasts: [hand('ann')] }, en);
    expect(views.map(({ announced }) => announced)).toEqual([false, true]);
  });

  test('tell who knocks, with a way to let one in, or to look at several', () => {
    const knocks = [
      { id: 'a', name: 'Ann' },
      { id: 'b', name: '' },
    ];
    const views = (given: Partial<NoticeFacts>) => noticeViews(stateWith(), { ...NOTHING, ...given }, en);
    expect(views({ knocks: knocks.slice(0, 1) })).toMatchObject([
      { text: en.moderation.wantsIn('Ann'), action: { name: 'admit', id: 'a' }, dismissible: true, announced: true },
    ]);
    expect(views({ knocks: knocks.slice(1) })).toMatchObject([{ text: en.moderation.wantsIn(en.guest) }]);
    expect(views({ knocks })).toMatchObject([{ text: en.moderation.wantIn(2), action: { name: 'open-people' } }]);
    expect(views({ knocks, full: false })).toEqual([]);
  });

  test('have the one button that helps', () => {
    const view = (toast: Toast) => noticeViews(stateWith(), { ...NOTHING, toasts: [toast] }, en)[0];
    expect(view({ key: 'a', kind: 'asked', device: 'microphone' })).toMatchObject({
      text: en.moderation.asked.microphone,
      action: { name: 'unmute', label: en.moderation.unmute },
    });
    expect(view({ key: 'a', kind: 'asked', device: 'camera' })?.action?.name).toBe('camera-on');
    expect(view({ key: 's', kind: 'stopped', device: 'camera' })).toMatchObject({
      icon: 'camera-off',
      text: en.moderation.stopped.camera,
      action: null,
    });
    expect(view({ key: 'f', kind: 'failed', code: 'not-permitted' })).toMatchObject({
      tone: 'failure',
      text: en.errors['not-permitted'],
    });
    expect(view({ key: 'm', kind: 'moderator', is: true })?.text).toBe(en.moderation.promoted);
    expect(view({ key: 'l', kind: 'locked', is: false })?.text).toBe(en.moderation.unlocked);
    expect(view({ key: 'd', kind: 'draining' })?.text).toBe(en.moderation.restarting);
  });

  test('say an error in words, to be dismissed', () => {
    const [view] = noticeViews(stateWith(), { ...NOTHING, errors: [new RoomError('camera-refused')] }, en);
    expect(view).toMatchObject({ text: en.errors['camera-refused'], tone: 'failure', dismissible: true, action: null });
  });

  test('are never more than two errors, the newest', () => {
    const errors = (['camera-refused', 'microphone-refused', 'request-timeout'] as const).map((c) => new RoomError(c));
    const views = noticeViews(stateWith(), { ...NOTHING, errors }, en);
    expect(views.map(({ key }) => key)).toEqual(['microphone-refused', 'request-timeout']);
  });

  test('offer to copy the link only where that can be done', () => {
    expect(invitation(NOTHING, en).action).toEqual({ name: 'copy-link', label: en.copyLink });
    expect(invitation({ ...NOTHING, linkCopied: true }, en)).toMatchObject({ action: { label: en.linkCopied } });
    expect(invitation({ ...NOTHING, canCopy: false }, en).action).toBeNull();
  });
});

describe('the words of a toast', () => {
  test('hold one line of a message, cut between characters as people see them', () => {
    expect(toastWords(message('one\n\n  two'), en)).toBe('Ann: one two');
    const family = '👨‍👩‍👧‍👦';
    const words = toastWords(message(family.repeat(40)), en);
    expect(words).toBe(`Ann: ${family.repeat(12)}…`);
  });

  test('name the device in use now, and tell that one is gone also where no name is known', () => {
    const device = { key: 'microphone', device: 'microphone' } as const;
    expect(toastWords({ ...device, kind: 'using', label: 'Headset' }, en)).toBe(en.events.using.microphone('Headset'));
    const named = toastWords({ ...device, kind: 'unplugged', label: 'Built-in' }, en);
    const unnamed = toastWords({ ...device, kind: 'unplugged', label: '' }, en);
    expect(named).toContain('Built-in');
    expect(named.startsWith(unnamed)).toBe(true);
    expect(unnamed).toMatch(/\.$/);
  });
});
