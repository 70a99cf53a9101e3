// First, so that the widget's connections are seen.
import './peer-connections.js';
import './small-camera.js';
import type { SfuRoom, SfuRoomEventMap } from 'sfu-room';
import { backendUrl } from './backend.js';
import { until } from './until.js';

// The bundle that the server hands to pages; its element knows the server by it.
await import(/* @vite-ignore */ `${backendUrl}/sfu-room.js`);

type RoomEventName =
  | 'track'
  | 'trackended'
  | 'trackpaused'
  | 'trackresumed'
  | 'joined'
  | 'left'
  | 'error'
  | 'message'
  | 'statuschange'
  | 'peerjoined'
  | 'peerleft'
  | 'peerchange'
  | 'mediachange'
  | 'devicechange'
  | 'activespeaker';

const RECORDED: readonly RoomEventName[] = [
  'track',
  'trackended',
  'trackpaused',
  'trackresumed',
  'joined',
  'left',
  'error',
  'message',
  'statuschange',
  'peerjoined',
  'peerleft',
  'peerchange',
  'mediachange',
  'devicechange',
  'activespeaker',
];

export interface Recorded<K extends RoomEventName = RoomEventName> {
  type: K;
  detail: SfuRoomEventMap[K]['detail'];
}

/** A `<sfu-room>` on the page, with everything that it has told. */
export class TestRoom {
  readonly events: Recorded[] = [];

  private constructor(readonly element: SfuRoom) {
    for (const type of RECORDED) {
      element.addEventListener(type, (event) => this.events.push({ type, detail: event.detail }));
    }
  }

  /** Puts an element into the page; with `autojoin` it joins at once. */
  static mount(attributes: Record<string, string | boolean>): TestRoom {
    const element = document.createElement('sfu-room');
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, '');
      else if (value !== false) element.setAttribute(name, value);
    }
    const room = new TestRoom(element);
    document.body.append(element);
    return room;
  }

  /** As `mount`, and waits until it has joined. */
  static async join(attributes: Record<string, string | boolean>): Promise<TestRoom> {
    const room = TestRoom.mount({ ui: 'none', autojoin: true, ...attributes });
    await until('the room is joined', () => room.status === 'joined');
    return room;
  }

  get status(): string {
    return this.element.client.state.status;
  }

  get id(): string {
    const { id } = this.element.client.state.self;
    if (id === null) throw new Error('Not joined.');
    return id;
  }

  of<K extends RoomEventName>(type: K): SfuRoomEventMap[K]['detail'][] {
    return this.events.filter((event): event is Recorded<K> => event.type === type).map(({ detail }) => detail);
  }

  /** The remote track of a peer under a label, once it is there. */
  track(peer: TestRoom, label: string): Promise<MediaStreamTrack> {
    const id = `${peer.id}:${label}`;
    return until(`${label} of ${peer.id} has arrived`, () => this.find(peer, label)).catch((error: unknown) => {
      throw new Error(`${String(error)} Track ${id}; there are: ${JSON.stringify(this.element.client.state.tracks)}`);
    });
  }

  find(peer: TestRoom, label: string): MediaStreamTrack | undefined {
    return this.element.client.state.tracks.find(({ id }) => id === `${peer.id}:${label}`)?.track;
  }

  async close(): Promise<void> {
    await this.element.leave();
    this.element.remove();
  }
}

/** A room name that no other test has. */
export function roomName(): string {
  return `test-${crypto.randomUUID()}`;
}

export { backendUrl };
