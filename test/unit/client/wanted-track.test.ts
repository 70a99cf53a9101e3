import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../widget/src/client/room-options.js';
import { deviceTrack, wantedTrack } from '../../../widget/src/client/wanted-track.js';
import { wantedTrack as wantedDevice } from '../../helpers/facts.js';
import { fakeTrack } from '../../helpers/fake-track.js';

test('a published track is sent as its options say', () => {
  const track = fakeTrack();
  const encodings = [{ maxBitrate: 1 }];
  const options = { label: 'x', encodings, codec: 'video/VP9', contentHint: 'motion' } as const;
  expect(wantedTrack(track, options)).toMatchObject({ encodings, codec: 'video/VP9' });
  expect(track.contentHint).toBe('motion');
  expect(wantedTrack(track, { label: 'x' })).toMatchObject({ encodings: null, codec: null });
});

test('a screen is one of text, unless somebody said what it is', () => {
  const hintOf = (contentHint: string | undefined, before = ''): string => {
    const track = Object.assign(fakeTrack(), { contentHint: before });
    wantedTrack(track, { label: 'x', source: 'screen', ...(contentHint === undefined ? {} : { contentHint }) });
    return track.contentHint;
  };
  expect(hintOf(undefined)).toBe('text');
  expect(hintOf('motion')).toBe('motion');
  expect(hintOf('')).toBe('');
  expect(hintOf(undefined, 'motion')).toBe('motion');
});

test('no other source is given a hint', () => {
  const track = fakeTrack();
  wantedTrack(track, { label: 'x', source: 'camera' });
  expect(track.contentHint).toBe('');
});

test('the own devices are sent as the options of the room say', () => {
  const encodings = [{ maxBitrate: 1 }];
  const options = { ...DEFAULT_OPTIONS, sending: { camera: { encodings, codec: 'video/H264' } } };
  expect(deviceTrack(wantedDevice('camera'), options)).toMatchObject({ encodings, codec: 'video/H264' });
  const screen = wantedDevice('screen', { source: 'screen' });
  expect(deviceTrack(screen, options)).toMatchObject({ encodings: null, codec: null });
  expect(screen.track?.contentHint).toBe('text');
  // A camera that is off has none to set a hint on.
  expect(deviceTrack(wantedDevice('camera', { track: null }), options).track).toBeNull();
});
