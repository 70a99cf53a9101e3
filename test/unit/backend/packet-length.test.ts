import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseHandshake, parseRequest } from '../../../backend/src/signaling/validate.js';
import {
  MAX_LAYERS,
  MAX_LIST,
  MAX_MESSAGE_LENGTH,
  MAX_NAME_LENGTH,
  MAX_PACKET_LENGTH,
  MAX_PRODUCERS,
  type Handshake,
  type ReceiveIntent,
  type RequestName,
  type Requests,
} from '../../../widget/src/protocol/index.js';
import { cameraRequest, CAPABILITIES, dtlsParameters, handshakeOf, vp8Parameters } from '../../helpers/rtp.js';

const full = <T>(item: T): T[] => Array<T>(MAX_LIST).fill(item);

const id = 'x'.repeat(36);
/** Each letter is two code units, or takes two characters of JSON. */
const LABELS = ['🎥'.repeat(64), '"'.repeat(64)];
/** A control character, which takes six. */
const worstText = (length: number): string => '\u0001'.repeat(length);

const receiveWith = (label: string): ReceiveIntent => ({
  subscribe: 'manual',
  peers: full(id),
  paused: false,
  pausedPeers: full(id),
  pausedTracks: full(`${id}:${label}`),
});

/** As long as a browser's with every codec that there is: Chromium tells of 40 and 27 extensions. */
const rtpCapabilities = {
  codecs: Array.from({ length: 40 }, () => CAPABILITIES.codecs?.[1]).filter((codec) => codec !== undefined),
  headerExtensions: Array.from({ length: 27 }, () => ({
    kind: 'video' as const,
    uri: 'http://www.webrtc.org/experiments/rtp-hdrext/generic-frame-descriptor-00' as never,
    preferredId: 255,
    preferredEncrypt: false,
    direction: 'sendrecv' as const,
  })),
};

const longest: { [K in RequestName]?: Requests[K]['request'][] } = {
  updateSubscriptions: LABELS.map(receiveWith),
  updateConsumers: [{ consumers: full({ id, ready: true, layer: MAX_LAYERS - 1 }) }],
  updateSelf: [{ name: worstText(MAX_NAME_LENGTH), hand: false }],
  sendMessage: [{ id: randomUUID(), text: worstText(MAX_MESSAGE_LENGTH), to: id }],
  produce: [
    {
      producers: Array.from({ length: MAX_PRODUCERS }, () =>
        cameraRequest({ label: '"'.repeat(64), rtpParameters: vp8Parameters(MAX_LAYERS) }),
      ),
    },
  ],
};

test.each(Object.entries(longest).flatMap(([name, all]) => all.map((request) => [name as RequestName, request])))(
  'the longest %s that is taken is none too long',
  (name, request) => {
    expect(parseRequest(name as RequestName, request)).toBeTruthy();
    expect(JSON.stringify(request).length).toBeLessThan(MAX_PACKET_LENGTH);
  },
);

test.each(LABELS)('nor is the longest join (%#)', (label) => {
  const handshake: Handshake = handshakeOf('x'.repeat(64), {
    name: worstText(MAX_NAME_LENGTH),
    token: '"'.repeat(8192),
    session: { id, secret: 'y'.repeat(64) },
    receive: receiveWith(label),
    transports: { send: id, recv: id },
    dtlsParameters: dtlsParameters(),
    rtpCapabilities,
  });
  expect(parseHandshake(handshake).receive.peers).toHaveLength(MAX_LIST);
  expect(JSON.stringify(handshake).length).toBeLessThan(MAX_PACKET_LENGTH);
});
