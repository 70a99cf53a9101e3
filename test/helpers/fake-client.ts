import { RoomClient } from '../../widget/src/client/room-client.js';
import type { RoomDependencies } from '../../widget/src/client/room-dependencies.js';
import type { RoomOptions } from '../../widget/src/client/room-options.js';
import type { RoomSnapshot } from '../../widget/src/protocol/index.js';
import { fakeDevice } from './fake-device.js';
import { FakeDevices } from './fake-devices.js';
import { FakeSignaling } from './fake-signaling.js';

/** A client with everything around it played by the test. */
export function fakeClient(options: Partial<RoomOptions> = {}, dependencies: Partial<RoomDependencies> = {}) {
  const devices = new FakeDevices();
  const sockets: FakeSignaling[] = [];
  const client = new RoomClient(
    { server: 'https://rooms.example.org', room: 'test', audio: 'none', video: 'none', ...options },
    {
      createDevice: fakeDevice,
      createSignaling: (_, listener) => {
        const signaling = new FakeSignaling(listener);
        sockets.push(signaling);
        return signaling;
      },
      mediaDevices: devices,
      fetchPresence: () => Promise.resolve([]),
      ...dependencies,
    },
  );
  /** The signalling of the last join. */
  const signaling = (): FakeSignaling => {
    const last = sockets.at(-1);
    if (!last) throw new Error('Nobody has joined.');
    return last;
  };
  /** Joins, is in the room, and has everything that is wanted. */
  const join = async (snapshot: Partial<RoomSnapshot> = {}): Promise<FakeSignaling> => {
    const joined = client.join();
    signaling().snapshot(snapshot);
    await joined;
    await client.configure({});
    return signaling();
  };
  return { client, devices, signaling, join };
}
