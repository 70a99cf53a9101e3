import type { CaptureDevices } from '../../widget/src/client/capture.js';
import { endTrack, FakeMediaStream, fakeTrack } from './fake-track.js';

type Kind = 'audio' | 'video';

/** Microphone, camera and screen; they count what they gave, and refuse when the test says so. */
export class FakeDevices extends EventTarget implements CaptureDevices {
  readonly given: MediaStreamTrack[] = [];
  readonly asked: MediaStreamConstraints[] = [];
  /** Of each time that a camera was asked for: how many were open. */
  readonly camerasOpen: number[] = [];
  /** Ids of devices that another program uses. */
  readonly busy = new Set<string>();
  /** Name of the DOMException that everything is refused with. */
  refusal: string | null = null;
  /** The user thinks about the question. */
  thinks: Promise<void> = Promise.resolve();
  /** Null: the browser tells of none, and gives what is asked for. */
  #plugged: MediaDeviceInfo[] | null = null;

  get live(): MediaStreamTrack[] {
    return this.given.filter(({ readyState }) => readyState === 'live');
  }

  getUserMedia = (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    if (constraints.video) this.camerasOpen.push(this.live.filter(({ kind }) => kind === 'video').length);
    return this.#give(
      constraints,
      [constraints.audio ? 'audio' : [], constraints.video ? 'video' : []].flat() as Kind[],
    );
  };

  getDisplayMedia = (constraints: MediaStreamConstraints = {}): Promise<MediaStream> =>
    this.#give(constraints, ['video', 'audio']);

  enumerateDevices = (): Promise<MediaDeviceInfo[]> => Promise.resolve(this.#plugged ?? []);

  /** The list is from now on told, and heeded; an id's beginning tells its kind: `mic`, `cam`, `speaker`. */
  plug(...ids: string[]): void {
    this.#plugged = [...(this.#plugged ?? []), ...ids.map(infoOf)];
    this.dispatchEvent(new Event('devicechange'));
  }

  /** @param silently as browsers that do not end the tracks of a device that is gone */
  unplug(id: string, silently = false): void {
    this.#plugged = (this.#plugged ?? []).filter(({ deviceId }) => deviceId !== id);
    for (const track of this.live) if (!silently && track.getSettings().deviceId === id) endTrack(track);
    this.dispatchEvent(new Event('devicechange'));
  }

  async #give(constraints: MediaStreamConstraints, kinds: Kind[]): Promise<MediaStream> {
    this.asked.push(constraints);
    await this.thinks;
    if (this.refusal !== null) throw new DOMException('refused', this.refusal);
    const tracks = kinds.map((kind) => {
      const device = this.#deviceFor(kind, constraints[kind]);
      return fakeTrack(kind, device && { deviceId: device.deviceId, label: device.label });
    });
    this.given.push(...tracks);
    return new FakeMediaStream(tracks) as unknown as MediaStream;
  }

  #deviceFor(kind: Kind, constraints: MediaStreamConstraints[Kind]): MediaDeviceInfo | undefined {
    if (!this.#plugged) return undefined;
    const those = this.#plugged.filter((device) => device.kind === `${kind}input`);
    const { deviceId = {} } = typeof constraints === 'object' ? constraints : {};
    const { exact, ideal } = deviceId as ConstrainDOMStringParameters;
    const device =
      those.find((one) => one.deviceId === (exact ?? ideal)) ?? (exact === undefined ? those[0] : undefined);
    if (!device) throw new DOMException('none', exact === undefined ? 'NotFoundError' : 'OverconstrainedError');
    if (this.busy.has(device.deviceId)) throw new DOMException('busy', 'NotReadableError');
    return device;
  }
}

function infoOf(id: string): MediaDeviceInfo {
  const kind = id.startsWith('mic') ? 'audioinput' : id.startsWith('cam') ? 'videoinput' : 'audiooutput';
  const info = { deviceId: id, groupId: '', kind, label: id.toUpperCase() } as const;
  return { ...info, toJSON: () => info };
}
