import { describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import {
  invitation,
  noticeViews,
  withError,
  withoutDevice,
  type NoticeFacts,
} from '../../../widget/src/element/notices.js';
import { en } from '../../../widget/src/i18n/en.js';
import { stateWith } from './states.js';

const NOTHING: NoticeFacts = { errors: [], soundBlocked: false, canCopy: true, linkCopied: false };

describe('the notices', () => {
  test('are none while all is well', () => {
    expect(noticeViews(stateWith(), NOTHING, en)).toEqual([]);
  });

  test('come most pressing first', () => {
    const facts = { ...NOTHING, soundBlocked: true, errors: [new RoomError('camera-in-use')] };
    const views = noticeViews(stateWith({ status: 'reconnecting', paused: true }), facts, en);
    expect(views.map(({ key }) => key)).toEqual(['reconnecting', 'sound', 'camera-in-use', 'paused']);
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

describe('the errors to tell', () => {
  test('hold each code once, the newest last', () => {
    const camera = new RoomError('camera-in-use');
    const microphone = new RoomError('microphone-in-use');
    const again = new RoomError('camera-in-use');
    expect(withError(withError(withError([], camera), microphone), again)).toEqual([microphone, again]);
  });

  test('leave out a screen that nobody chose, and what a leave cut short', () => {
    expect(withError(withError([], new RoomError('screen-refused')), new RoomError('left'))).toEqual([]);
  });

  test('lose what was wrong with a device that is tried again', () => {
    const errors = [new RoomError('camera-in-use'), new RoomError('microphone-missing')];
    expect(withoutDevice(errors, 'camera').map(({ code }) => code)).toEqual(['microphone-missing']);
  });
});
