import { readFileSync } from 'node:fs';

/** Libraries whose debug logs, off unless switched on by hand, would be a twentieth of the bundle. */
export const LOGGING = ['mediasoup-client', 'awaitqueue', 'h264-profile-level-id'];

const HANDLERS = ['Chrome111', 'Firefox120', 'Safari12'].map((name) => `mediasoup-client/lib/handlers/${name}.js`);

/** @param {string} handler */
const tooOld = (handler) =>
  `exports.${handler} = { createFactory() { throw new Error('This browser is too old: no ${handler} handler.'); } };`;

/**
 * Modules that the libraries load and a room never uses, and what stands in their place.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const REPLACED = {
  // A room needs the Device. The rest is for tests and for who writes handlers.
  'mediasoup-client/lib/index.js': "exports.Device = require('./Device').Device;",
  // Chromium 74 to 110. Where it is chosen all the same, the refusal reads as what it is.
  'mediasoup-client/lib/handlers/Chrome74.js': tooOld('Chrome74'),
  'mediasoup-client/lib/handlers/ReactNative106.js': tooOld('ReactNative106'),
  // Data channels: nothing makes one, see MEMBERS.
  'mediasoup-client/lib/DataProducer.js': '',
  'mediasoup-client/lib/DataConsumer.js': '',
  'events-alias/events.js': readFileSync(new URL('event-emitter.mjs', import.meta.url), 'utf8'),
  'engine.io-client/build/esm/contrib/parseuri.js': readFileSync(new URL('parse-uri.mjs', import.meta.url), 'utf8'),
  // The widget asks for WebSocket alone.
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js'; export const transports = { websocket: WS };",
  'engine.io-client/build/esm/transports/polling-xhr.js': 'export class XHR {}',
  'engine.io-client/build/esm/transports/polling-fetch.js': 'export class Fetch {}',
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  // All of the protocol is text.
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js': 'export const decode = () => undefined;',
  'socket.io-parser/build/esm/is-binary.js': 'export const isBinary = () => false; export const hasBinary = isBinary;',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = (packet) => ({ packet, buffers: [] }); export const reconstructPacket = (packet) => packet;',
  ...Object.fromEntries(
    LOGGING.map((library) => [
      `${library}/lib/Logger.js`,
      'exports.Logger = class Logger { debug() {} warn() {} error() {} };',
    ]),
  ),
};

/**
 * What nothing calls in modules that a room uses.
 *
 * @type {Readonly<Record<string, string[]>>}
 */
export const MEMBERS = {
  'mediasoup-client/lib/Transport.js': [
    'produceData',
    'consumeData',
    'getDataChannelMaxMessageSize',
    'handleDataProducer',
    'handleDataConsumer',
  ],
  'mediasoup-client/lib/ortc.js': ['validateAndNormalizeSctpStreamParameters'],
  'mediasoup-client/lib/handlers/sdp/RemoteSdp.js': ['sendSctpAssociation', 'receiveSctpAssociation'],
  ...Object.fromEntries(
    HANDLERS.map((handler) => [handler, ['sendDataChannel', 'receiveDataChannel', 'getDataChannelMaxMessageSize']]),
  ),
  'h264-profile-level-id/lib/index.js': ['profileToString', 'levelToString', 'supportedLevel', 'isSameProfileAndLevel'],
  'socket.io-client/build/esm/socket.js': [
    'onAny',
    'prependAny',
    'offAny',
    'listenersAny',
    'onAnyOutgoing',
    'prependAnyOutgoing',
    'offAnyOutgoing',
    'listenersAnyOutgoing',
    'emitWithAck',
  ],
  // Attributes that mediasoup-client neither reads nor writes. The last entry of that table takes every line that no
  // other one knows, and gives it back as it was: so nothing is lost of a description.
  'sdp-transform/lib/grammar.js': [
    'bfcpConfId',
    'bfcpFloorCtrl',
    'bfcpFloorId',
    'bfcpUserId',
    'bundleOnly',
    'connectionType',
    'content',
    'control',
    'crypto',
    'framerate',
    'imageattrs',
    'keywords',
    'label',
    'maxptime',
    'mediaClk',
    'ptime',
    'remoteCandidates',
    'rtcp',
    'sctpmap',
    'simulcast_03',
    'sourceFilter',
    'tsRefClocks',
    'xGoogleFlag',
  ],
};
