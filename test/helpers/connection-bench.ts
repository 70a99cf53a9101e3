import type { Device } from 'mediasoup-client/types';
import { afterEach, beforeEach, expect, vi, type Mock } from 'vitest';
import type { RoomError } from '../../widget/src/client/errors.js';
import { Intent } from '../../widget/src/client/intent.js';
import { RoomConnection } from '../../widget/src/client/room-connection.js';
import type { RoomConnectionOptions } from '../../widget/src/client/room-connection-options.js';
import { fakeDevice } from './fake-device.js';
import { FakeSignaling } from './fake-signaling.js';
import { FakeMediaStream } from './fake-track.js';

/** Lets everything happen that waits for nothing but its turn. */
export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** Longer than any wait before another attempt. */
export const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2_000);

interface ConnectOptions {
  createDevice?: () => Device | Promise<Device>;
  token?: string;
}

/** A RoomConnection between a fake browser and a server that the test plays. */
export class ConnectionBench {
  readonly intent = new Intent();
  readonly onChange: Mock<() => void> = vi.fn();
  readonly onError: Mock<(error: RoomError) => void> = vi.fn();
  readonly onProduceFailed: Mock<RoomConnectionOptions['onProduceFailed']> = vi.fn();
  readonly onPassing = vi.fn();
  readonly onStopped: Mock<RoomConnectionOptions['onStopped']> = vi.fn();
  readonly onEnd: Mock<RoomConnectionOptions['onEnd']> = vi.fn();
  readonly connection: RoomConnection;
  #signaling: FakeSignaling | undefined;

  constructor({ createDevice = fakeDevice, token }: ConnectOptions = {}) {
    const { intent, onChange, onError, onProduceFailed, onPassing, onStopped, onEnd } = this;
    this.connection = new RoomConnection({
      server: 'https://rooms.example.org',
      room: 'test',
      token: token ?? null,
      intent,
      dependencies: {
        createDevice,
        createSignaling: (_, listener) => {
          this.#signaling = new FakeSignaling(listener);
          return this.#signaling;
        },
      },
      onChange,
      onError,
      onProduceFailed,
      onPassing,
      onStopped,
      onEnd,
    });
    this.connection.join();
  }

  get signaling(): FakeSignaling {
    if (!this.#signaling) throw new Error('Nothing was connected.');
    return this.#signaling;
  }

  /** The server lets this client in. */
  async join(): Promise<void> {
    this.signaling.snapshot();
    await settle();
    expect(this.connection.status).toBe('joined');
  }
}

type CurrentBench = { readonly [K in keyof ConnectionBench]: ConnectionBench[K] };

/** A bench that is another one for each test, with time in the test's hands. Call it at the top of the file. */
export function usingConnection(): CurrentBench {
  let bench: ConnectionBench | undefined;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.stubGlobal('MediaStream', FakeMediaStream);
    // A browser that tells no fingerprints ahead.
    vi.stubGlobal('RTCPeerConnection', { generateCertificate: () => Promise.resolve({}) });
    bench = new ConnectionBench();
    await settle();
  });
  afterEach(async () => {
    await bench?.connection.leave();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  return new Proxy({} as CurrentBench, {
    get: (_, name): unknown => {
      if (!bench) throw new Error('There is a connection only within tests.');
      return Reflect.get(bench, name);
    },
  });
}
