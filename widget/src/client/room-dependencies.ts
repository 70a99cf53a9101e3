import { Device } from 'mediasoup-client';
import type { CaptureDevices } from './capture.js';
import { fetchPresence, type FetchPresence } from './presence.js';
import type { SignalingFactory } from './signaling.js';
import { SocketSignaling } from './socket-signaling.js';

/** What a RoomClient stands on. Each part can be given to it: by tests, by apps without a browser, by who listens in. */
export interface RoomDependencies {
  /** The way to the server; by default `createSocketSignaling`. */
  createSignaling: SignalingFactory;
  /**
   * Makes mediasoup-client's Device, anew for each join; by default the browser's. It is loaded with what the server's
   * `/sfu-room/capabilities` says; one that is loaded already is taken as it is, and that request is not made. When it
   * throws, the join fails with `device-unsupported`.
   */
  createDevice: () => Device | Promise<Device>;
  /** Where microphone, camera and screen come from; null (the default): `navigator.mediaDevices`. */
  mediaDevices: CaptureDevices | null;
  /** Asks who is in a room, for its lobby; by default the server's `/sfu-room/rooms/:room/presence`. */
  fetchPresence: FetchPresence;
}

/** Signalling over socket.io. */
export const createSocketSignaling: SignalingFactory = (server, listener) => new SocketSignaling(server, listener);

export const DEFAULT_DEPENDENCIES: Readonly<RoomDependencies> = Object.freeze({
  createSignaling: createSocketSignaling,
  createDevice: () => new Device(),
  mediaDevices: null,
  fetchPresence,
});
