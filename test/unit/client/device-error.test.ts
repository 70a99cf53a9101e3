import { expect, test } from 'vitest';
import { deviceError } from '../../../widget/src/client/device-error.js';
import { RoomError } from '../../../widget/src/client/errors.js';

const thrown = (name: string): DOMException => new DOMException('no', name);

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'in-use'],
  ['AbortError', 'in-use'],
  ['SomethingNewError', 'in-use'],
])('%s of a device is told as %s', (name, trouble) => {
  for (const kind of ['microphone', 'camera'] as const) {
    const error = deviceError(kind, thrown(name));
    expect(error.code).toBe(`${kind}-${trouble}`);
    expect(error.cause).toMatchObject({ name });
  }
});

test('whatever goes wrong with a screen is a refusal: browsers tell no more', () => {
  for (const name of ['NotAllowedError', 'NotFoundError', 'NotReadableError']) {
    expect(deviceError('screen', thrown(name)).code).toBe('screen-refused');
  }
});

test('an error that is none by its class, as in older browsers, is told by its name', () => {
  expect(deviceError('camera', { name: 'OverconstrainedError', constraint: 'deviceId' }).code).toBe('camera-missing');
});

test('what is no error at all, and what is a RoomError already', () => {
  for (const odd of ['odd', null, undefined]) expect(deviceError('camera', odd).code).toBe('camera-in-use');
  const error = new RoomError('camera-missing');
  expect(deviceError('microphone', error)).toBe(error);
});
