import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type {
  Handshake,
  HeldTransports,
  IceServer,
  LeaveReason,
  ProduceRequest,
  RoomEventName,
  RoomEvents,
  SessionRef,
} from 'sfu-room/protocol';
import { RoomRouters } from '../media/room-routers.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { MessageLog } from './message-log.js';
import type { PeerChannel } from './peer-channel.js';
import type { Publication } from './peer-consumers.js';
import type { ProducerListener } from './peer-producers.js';
import { Peer, type PeerHost } from './peer.js';
import { RequestError } from './request-error.js';
import { createSession, isGenuine } from './session.js';
import { SpeakerWatch } from './speaker-watch.js';
import { TaskQueue } from './task-queue.js';

export interface RoomOptions {
  name: string;
  pool: WorkerPool;
  /** How long a peer outlives its socket, in ms. */
  gracePeriod: number;
  iceServers: IceServer[];
  logger: Logger;
  /** The last peer has left; the room is closed. */
  onEmpty(): void;
}

/** Wait before the media of a room is tried again while no worker runs, in ms. */
const MEDIA_RETRY_DELAY = 250;

/** The peers of a room and what they publish to each other. */
export class Room {
  readonly #peers = new Map<string, Peer>();
  readonly #messages = new MessageLog();
  readonly #speaker = new SpeakerWatch((peerId, level) => this.#broadcast('activeSpeaker', { peerId, level }));
  /**
   * Joins, snapshots and the rebuilding after a worker's death take turns:
   * two sockets of one session would otherwise both make transports for it,
   * and a join could build on routers that are being replaced.
   */
  readonly #queue = new TaskQueue();
  #routers: RoomRouters | null = null;
  /** Joins that wait for their turn: the room must not close under them when its last peer leaves. */
  #joining = 0;
  #closed = false;

  constructor(private readonly options: RoomOptions) {}

  get name(): string {
    return this.options.name;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get size(): number {
    return this.#peers.size;
  }

  /**
   * Brings a peer into the room, or back into it. It is there for the grace period until `attach`.
   * @throws RequestError session-invalid, server-error
   */
  async join(handshake: Handshake): Promise<Peer> {
    const session = handshake.session ?? createSession(this.name);
    this.#joining += 1;
    try {
      // Within: a room that was opened for a join that is refused closes again.
      if (!isGenuine(this.name, session)) throw new RequestError('session-invalid');
      return await this.#queue.run(() => this.#join(session, handshake));
    } finally {
      this.#joining -= 1;
      this.#closeIfEmpty();
    }
  }

  /** The peer's client listens at `channel` from now on; it begins with a snapshot. */
  attach(peer: Peer, channel: PeerChannel): void {
    const first = !peer.announced;
    peer.attach(channel);
    peer.announced = true;
    if (first) this.#broadcast('peerJoined', { peer: peer.info() }, peer);
    else this.#broadcastPeerChanged(peer);
    this.#sendSnapshot(peer);
  }

  /** The socket behind `channel` is lost. */
  detach(peer: Peer, channel: PeerChannel): void {
    if (!peer.isAttached(channel) || this.#peers.get(peer.id) !== peer) return;
    this.#startGrace(peer);
    this.#broadcastPeerChanged(peer);
  }

  remove(peer: Peer, reason: LeaveReason): void {
    if (this.#peers.get(peer.id) !== peer) return;
    this.#peers.delete(peer.id);
    this.#speaker.forget(peer.id);
    peer.close();
    if (peer.announced) this.#broadcast('peerLeft', { peerId: peer.id, reason });
    this.#syncConsumers();
    this.#closeIfEmpty();
  }

  /** Sends the peer a snapshot; transports that it does not hold any more are made anew. */
  renew(peer: Peer, held: HeldTransports): Promise<void> {
    return this.#queue.run(async () => {
      await this.#prepare([peer], held);
      this.#sendSnapshot(peer);
    });
  }

  /** @throws RequestError transport-not-found, producer-exists, producer-limit, media-rejected */
  async produce(peer: Peer, request: ProduceRequest): Promise<void> {
    for (const other of this.#peers.values()) {
      if (other.producers.has(request.id)) throw new RequestError('producer-exists');
    }
    await peer.producers.add(() => peer.sendTransport, request);
  }

  rename(peer: Peer, name: string): void {
    peer.name = name;
    this.#broadcastPeerChanged(peer);
  }

  /** A message that was taken before, from a client that missed the answer, is not sent again. */
  message(peer: Peer, id: string, text: string): void {
    const message = this.#messages.add({ id, peerId: peer.id, text, at: Date.now() });
    if (message) this.#broadcast('message', { message });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#routers?.close();
    this.options.onEmpty();
  }

  async #join(session: SessionRef, handshake: Handshake): Promise<Peer> {
    const known = this.#peers.get(session.id);
    const peer = known ?? new Peer(session, handshake, this.#host(), this.options.logger);
    this.#peers.set(peer.id, peer);
    try {
      if (known) known.update(handshake);
      await this.#prepare([peer], handshake.transports ?? { send: null, recv: null });
    } catch (error) {
      if (!known) this.remove(peer, 'failed');
      // It had been stopped, so that the peer would not expire while it is brought back.
      else if (this.#peers.get(peer.id) === peer && peer.connection === 'reconnecting') this.#startGrace(peer);
      throw error;
    }
    // The same session can leave by its older socket meanwhile.
    if (this.#peers.get(peer.id) !== peer) throw new RequestError('session-expired');
    if (peer.connection === 'reconnecting') this.#startGrace(peer);
    return peer;
  }

  #closeIfEmpty(): void {
    if (this.#peers.size === 0 && this.#joining === 0) this.close();
  }

  #host(): PeerHost {
    return {
      publications: (exceptPeerId: string): Publication[] =>
        [...this.#peers.values()]
          .filter((peer) => peer.id !== exceptPeerId)
          .flatMap((peer) => peer.producers.infos().map((producer) => ({ peerId: peer.id, producer }))),
      producers: (peer: Peer): ProducerListener => ({
        added: (producer, source) => {
          this.#routers
            ?.listenTo(source)
            .catch((error: unknown) => this.options.logger.debug({ err: error }, 'no level of a producer that went'));
          this.#broadcast('producerAdded', { peerId: peer.id, producer }, peer);
          this.#syncConsumers();
        },
        changed: (producer) => this.#broadcast('producerChanged', { peerId: peer.id, producer }, peer),
        removed: (producerId) => {
          this.#broadcast('producerRemoved', { peerId: peer.id, producerId }, peer);
          this.#syncConsumers();
        },
      }),
    };
  }

  /** Transports and consumers for these peers, on routers that live. */
  async #prepare(peers: Peer[], held: HeldTransports | null): Promise<void> {
    for (;;) {
      if (this.#closed) throw new RequestError('server-closing');
      try {
        const routers = await this.#liveRouters();
        await Promise.all(peers.map((peer) => peer.prepare(routers, held)));
        await Promise.all(peers.map((peer) => peer.consumers.sync()));
        if (!routers.closed) return;
      } catch (error) {
        // A worker that died under way is a reason to go on with the next one; anything else is not.
        if (this.#routers && !this.#routers.closed) throw error;
        this.options.logger.warn({ err: error, room: this.name }, 'no media for the room, trying again');
        await delay(MEDIA_RETRY_DELAY);
      }
    }
  }

  async #liveRouters(): Promise<RoomRouters> {
    if (this.#routers && !this.#routers.closed) return this.#routers;
    const routers = await RoomRouters.create(this.options.pool, {
      lost: () => this.#rebuild(),
      loudest: (producerId, level) => this.#speaker.heard(producerId && this.#publisherOf(producerId), level),
    });
    if (this.#closed) routers.close();
    this.#routers = routers;
    return routers;
  }

  /** After a worker's death: new media for everyone, told by a snapshot. */
  #rebuild(): void {
    if (this.#closed) return;
    this.options.logger.warn({ room: this.name, peers: this.size }, 'room lost its worker, rebuilding');
    this.#queue
      .run(async () => {
        if (this.#closed) return;
        const peers = [...this.#peers.values()];
        await this.#prepare(peers, null);
        for (const peer of peers) this.#sendSnapshot(peer);
      })
      .catch((error: unknown) => {
        if (!this.#closed) this.options.logger.error({ err: error, room: this.name }, 'room not rebuilt');
      });
  }

  #publisherOf(producerId: string): string | null {
    for (const peer of this.#peers.values()) if (peer.producers.has(producerId)) return peer.id;
    return null;
  }

  #syncConsumers(): void {
    for (const peer of this.#peers.values()) {
      peer.consumers
        .sync()
        .catch((error: unknown) => this.options.logger.error({ err: error, peer: peer.id }, 'consumers not in order'));
    }
  }

  #startGrace(peer: Peer): void {
    peer.detach(this.options.gracePeriod, () => this.remove(peer, 'failed'));
  }

  #sendSnapshot(peer: Peer): void {
    peer.sendSnapshot({
      room: this.name,
      gracePeriod: this.options.gracePeriod,
      iceServers: this.options.iceServers,
      peers: [...this.#peers.values()]
        .filter((other) => other !== peer && other.announced)
        .map((other) => other.info()),
      messages: this.#messages.all(),
    });
  }

  #broadcastPeerChanged(peer: Peer): void {
    if (!peer.announced) return;
    this.#broadcast('peerChanged', { peerId: peer.id, name: peer.name, connection: peer.connection }, peer);
  }

  #broadcast<K extends RoomEventName>(name: K, event: RoomEvents[K], except?: Peer): void {
    for (const peer of this.#peers.values()) if (peer !== except) peer.send(name, event);
  }
}
