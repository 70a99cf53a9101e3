import { describe, expect, test } from 'vitest';
import { expectedTracks, measuredTracks } from '../../../widget/src/client/measured-tracks.js';
import type { ReceivedTrack, SentTrack } from '../../../widget/src/client/transports.js';
import { consumerInfo, factOf, peerInfo, producerInfo } from '../../helpers/facts.js';
import { fakeTrack } from '../../helpers/fake-track.js';

const bob = peerInfo('bob', { producers: [producerInfo('p1', { layers: 3, width: 1280, height: 720 })] });

describe('what is measured', () => {
  test('is what arrives, by its track id and the number of its stream', () => {
    const info = consumerInfo('c1', { producerId: 'p1', rtpParameters: { codecs: [], encodings: [{ ssrc: 77 }] } });
    const received = { info } as ReceivedTrack;
    expect(measuredTracks(factOf({ peers: [bob] }), [received], [])).toMatchObject([
      { id: 'bob:camera', direction: 'receive', ssrc: 77, full: { layers: 3, width: 1280, height: 720 } },
    ]);
  });

  test('is what is sent, by its label and its place in the connection', () => {
    const track = fakeTrack();
    const rtpParameters = { codecs: [], mid: '4', encodings: [{ rid: 'h' }, { rid: 'f' }] };
    const sent: SentTrack = { label: 'camera', producer: { kind: 'video', track, rtpParameters } };
    expect(measuredTracks(factOf(), [], [sent])).toMatchObject([
      { id: 'camera', direction: 'send', mid: '4', trackId: track.id, rids: ['h', 'f'], full: { layers: 2 } },
    ]);
  });

  test('is nothing of a peer that has left', () => {
    const info = consumerInfo('c1', { producerId: 'p1' });
    expect(measuredTracks(factOf(), [{ info } as ReceivedTrack], [])).toEqual([]);
  });
});

describe('what should be arriving', () => {
  const expected = (peer = bob, consumer = {}): unknown =>
    expectedTracks(
      factOf({ peers: [peer], consumers: [consumerInfo('c1', { producerId: 'p1', layer: 1, ...consumer })] }),
    );

  test('is a camera that is received, in the layer that is wanted', () => {
    expect(expected()).toEqual([{ id: 'bob:camera', peerId: 'bob', layer: 1 }]);
  });

  test.each([
    ['paused here', bob, { paused: true }],
    ['not ready', bob, { ready: false }],
    ['shown nowhere', bob, { layer: null }],
    ['of a peer whose socket is lost', { ...bob, connection: 'reconnecting' as const }, {}],
    ['muted by its publisher', peerInfo('bob', { producers: [producerInfo('p1', { paused: true })] }), {}],
    ['a screen, which may stand still', peerInfo('bob', { producers: [producerInfo('p1', { source: 'screen' })] }), {}],
  ])('is none that is %s', (_, peer, consumer) => {
    expect(expected(peer, consumer)).toEqual([]);
  });
});
