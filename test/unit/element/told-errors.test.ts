import { describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { withError, withoutDevice } from '../../../widget/src/element/told-errors.js';

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
