import { RoomError } from '../../widget/src/client/errors.js';
import type { Signaling, SignalingListener } from '../../widget/src/client/signaling.js';
import type {
  Handshake,
  RequestName,
  Requests,
  RoomEventName,
  RoomEvents,
  RoomSnapshot,
  SessionRef,
} from '../../widget/src/protocol/index.js';
import { snapshotOf } from './facts.js';

type Answers = {
  [K in RequestName]?: (request: Requests[K]['request']) => Requests[K]['response'] | Promise<Requests[K]['response']>;
};

/** When hands are raised, by the clock of the server that is played. */
export const HAND_RAISED = 1_000;

/** The way to a server that is played by the test. Answers well to whatever the test says nothing of. */
export class FakeSignaling implements Signaling {
  connected = false;
  connects = 0;
  warms = 0;
  closed = false;
  readonly answers: Answers = {};
  readonly requests: { name: RequestName; request: unknown }[] = [];
  #seq = 0;

  constructor(private readonly listener: SignalingListener) {}

  warm(): void {
    this.warms += 1;
  }

  connect(): void {
    this.connects += 1;
  }

  close(): void {
    this.closed = true;
    this.connected = false;
  }

  async request<K extends RequestName>(name: K, request: Requests[K]['request']): Promise<Requests[K]['response']> {
    if (!this.connected) throw new RoomError('server-unreachable');
    this.requests.push({ name, request: structuredClone(request) });
    const answer = this.answers[name];
    if (answer) return await answer(request);
    if (name === 'produce') {
      return (request as Requests['produce']['request']).producers.map(() => null);
    }
    if (name === 'updateSelf') {
      return { hand: (request as Requests['updateSelf']['request']).hand ? HAND_RAISED : null };
    }
    return null;
  }

  named<K extends RequestName>(name: K): Requests[K]['request'][] {
    return this.requests
      .filter((request) => request.name === name)
      .map(({ request }) => request as Requests[K]['request']);
  }

  /** The server sends a snapshot, over a connection that is there then. */
  snapshot(change: Partial<RoomSnapshot> = {}): void {
    this.connected = true;
    const snapshot = snapshotOf({ seq: this.#seq, ...change });
    this.#seq = snapshot.seq;
    this.listener.snapshot(snapshot);
  }

  /** The server sends an event with the next number, or with that of one that came too late. */
  event<K extends RoomEventName>(name: K, event: RoomEvents[K], lost = 0): void {
    this.#seq += 1 + lost;
    this.listener.event(name, { ...event, seq: this.#seq });
  }

  /** The server has the client wait to be let in. */
  knocking(session: SessionRef): void {
    this.connected = true;
    this.listener.knocking(session);
  }

  /** What the client would join with now. */
  handshake(): Promise<Handshake> {
    return this.listener.handshake();
  }

  lose(): void {
    this.connected = false;
    this.listener.disconnected(new RoomError('server-unreachable'));
  }
}
