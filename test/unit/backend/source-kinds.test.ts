import { expect, test } from 'vitest';
import { parseProducer } from '../../../backend/src/signaling/validate.js';
import { SOURCES, type Source } from '../../../widget/src/protocol/index.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

/** As what a track of this kind may be published. */
function sourcesOf(request: (change: { source: Source }) => object): Source[] {
  return SOURCES.filter((source) => {
    try {
      parseProducer(request({ source }));
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'payload-invalid', message: expect.stringMatching(/^source: /) as string });
      return false;
    }
  });
}

test('sound is of sources that sound, so that none passes as a camera where microphones are forbidden or muted', () => {
  expect(sourcesOf(microphoneRequest)).toEqual(['microphone', 'screenaudio', 'custom']);
});

test('video is of sources that are seen', () => {
  expect(sourcesOf(cameraRequest)).toEqual(['camera', 'screen', 'custom']);
});
