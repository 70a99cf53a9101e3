import { RoomClient } from '../../widget/src/client/room-client.js';
import type { CaptureDevices } from '../../widget/src/client/capture.js';
import type { RoomDependencies } from '../../widget/src/client/room-dependencies.js';
import type { RoomOptions } from '../../widget/src/client/room-options.js';
import type { RoomSnapshot } from '../../widget/src/protocol/index.js';
import { fakeDevice } from './fake-device.js';
import { FakeSignaling } from './fake-signaling.js';
import { FakeMediaStream, fakeTrack } from './fake-track.js';

/** Microphone, camera and screen; they count what they gave, and refuse when the test says so. */
export class FakeDevices implements CaptureDevices {
  readonly given: MediaStreamTrack[] = [];
  readonly asked: MediaStreamConstraints[] = [];
  /** Name of the DOMException that everything is refused with. */
  refusal: string | null = null;
  /** The user thinks about the question. */
  thinks: Promise<void> = Promise.resolve();

  getUserMedia = (constraints: MediaStreamConstraints): Promise<MediaStream> =>
    this.#give(constraints, [constraints.audio ? 'audio' : [], constraints.video ? 'video' : []].flat() as Kind[]);

  getDisplayMedia = (constraints: MediaStreamConstraints = {}): Promise<MediaStream> =>
    this.#give(constraints, ['video', 'audio']);

  async #give(constraints: MediaStreamConstraints, kinds: Kind[]): Promise<MediaStream> {
    this.asked.push(constraints);
    await this.thinks;
    if (this.refusal !== null) throw new DOMException('refused', this.refusal);
    const tracks = kinds.map((kind) => fakeTrack(kind));
    this.given.push(...tracks);
    return new FakeMediaStream(tracks) as unknown as MediaStream;
  }
}

type Kind = 'audio' | 'video';

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
