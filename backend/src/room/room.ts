import { setTimeout as delay } from 'node:timers/promises';
import type { Producer } from 'mediasoup/types';
import type { Logger } from 'pino';
import type {
  Handshake,
  HeldTransports,
  IceServer,
  LayerDemand,
  LeaveReason,
  ProduceRequest,
  RoomEventName,
  RoomEvents,
  SessionRef,
} from 'sfu-room/protocol';
import { RoomRouters, type AudioLevel } from '../media/room-routers.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { DemandWatch, NO_LAYER, type Demand } from './demand-watch.js';
import { MessageLog } from './message-log.js';
import type { PeerChannel } from './peer-channel.js';
import type { Publication } from './peer-consumers.js';
import type { ProducerListener } from './peer-producers.js';
import { Peer, type PeerHost } from './peer.js';
import { RequestError } from './request-error.js';
import { createSession, isGenuine } from './session.js';
import { SpeakerWatch, type Voice } from './speaker-watch.js';
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

/** Who joins waits so often before it is refused; five seconds are many times what a new worker takes. */
const MEDIA_ATTEMPTS = 20;

/** The peers of a room and what they publish to each other. */
export class Room {
  readonly #peers = new Map<string, Peer>();
  readonly #messages = new MessageLog();
  readonly #demand = new DemandWatch((demand) => this.#tellDemand(demand));
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
  #counting = false;
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
    if (this.#peers.get(peer.id) !== peer) {
      // Removed between its join and this turn, such as by its other socket. Its client comes again.
      channel.close();
      return;
    }
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

  /**
   * Sends the peer a snapshot; transports that it does not hold any more are made anew.
   * @param held null: what lives is kept
   */
  renew(peer: Peer, held: HeldTransports | null): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#peers.get(peer.id) !== peer) return;
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
    this.#demand.close();
    this.#speaker.close();
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
      transportLost: (peer) => this.#mend(peer),
      sendingInterrupted: (peer) => {
        for (const other of this.#peers.values()) other.consumers.requestKeyFrames((id) => peer.producers.has(id));
      },
      demandChanged: () => this.#countDemands(),
      producers: (peer: Peer): ProducerListener => ({
        added: (producer, source) => {
          // What somebody plays to the others is no voice.
          if (producer.source !== 'screenaudio') this.#listenTo(source);
          this.#broadcast('producerAdded', { peerId: peer.id, producer }, peer);
          this.#syncConsumers();
        },
        changed: (producer) => this.#broadcast('producerChanged', { peerId: peer.id, producer }, peer),
        removed: (producerId) => {
          this.#broadcast('producerRemoved', { peerId: peer.id, producerId }, peer);
          this.#syncConsumers();
        },
        lost: () => this.#mend(peer),
      }),
    };
  }

  /** A part of its media has failed alone: that part is made anew, and the snapshot tells the client what it lacks. */
  #mend(peer: Peer): void {
    // Who is away gets a snapshot when coming back.
    if (peer.connection === 'reconnecting') return;
    this.options.logger.info({ room: this.name, peer: peer.id }, 'media failed alone, mending');
    this.renew(peer, null).catch((error: unknown) => {
      if (!this.#closed) this.options.logger.error({ err: error, peer: peer.id }, 'media not mended');
    });
  }

  /** Transports and consumers for these peers, on routers that live. */
  async #prepare(peers: Peer[], held: HeldTransports | null): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      if (this.#closed) throw new RequestError('server-closing');
      try {
        const routers = await this.#liveRouters();
        await Promise.all(peers.map((peer) => peer.prepare(routers, held)));
        await Promise.all(peers.map((peer) => peer.consumers.sync()));
        if (!routers.closed) return;
      } catch (error) {
        // A worker that died under way is a reason to go on with the next one; anything else is not.
        if ((this.#routers && !this.#routers.closed) || attempt === MEDIA_ATTEMPTS) throw error;
        this.options.logger.warn({ err: error, room: this.name }, 'no media for the room, trying again');
        await delay(MEDIA_RETRY_DELAY);
      }
    }
  }

  async #liveRouters(): Promise<RoomRouters> {
    if (this.#routers && !this.#routers.closed) return this.#routers;
    const routers = await RoomRouters.create(this.options.pool, {
      lost: () => this.#rebuild(),
      audible: (levels) => this.#speaker.heard(this.#voices(levels)),
    });
    if (this.#closed) routers.close();
    this.#routers = routers;
    return routers;
  }

  /** After a worker's death: new media for everyone, told by a snapshot. */
  #rebuild(): void {
    if (this.#closed) return;
    this.options.logger.warn({ room: this.name, peers: this.size }, 'room lost its worker, rebuilding');
    this.#speaker.heard([]);
    this.#queue
      .run(async () => {
        if (this.#closed) return;
        const peers = [...this.#peers.values()];
        await this.#prepare(peers, null);
        for (const peer of peers) this.#sendSnapshot(peer);
      })
      .catch((error: unknown) => {
        if (this.#closed) return;
        this.options.logger.error({ err: error, room: this.name }, 'room not rebuilt');
        // Not for ever in one go: joins, and their refusals, come in between.
        if (this.#routers?.closed !== false) this.#rebuild();
      });
  }

  /** Once a turn, however many consumers changed in it. */
  #countDemands(): void {
    if (this.#counting) return;
    this.#counting = true;
    setImmediate(() => {
      this.#counting = false;
      if (!this.#closed) this.#demand.update(this.#demands());
    });
  }

  /** For each producer of video the highest layer that anybody wants. */
  #demands(): Demand[] {
    const wanted = new Map<string, number>();
    for (const { producerId, layer } of [...this.#peers.values()].flatMap((peer) => peer.consumers.demands())) {
      wanted.set(producerId, Math.max(wanted.get(producerId) ?? NO_LAYER, layer ?? NO_LAYER));
    }
    return [...this.#peers.values()]
      .flatMap((peer) => peer.producers.infos())
      .filter(({ kind }) => kind === 'video')
      .map((producer) => ({ producer, layer: Math.min(wanted.get(producer.id) ?? NO_LAYER, producer.layers - 1) }));
  }

  #tellDemand({ producerId, layer }: LayerDemand): void {
    const publisher = this.#publisherOf(producerId);
    if (publisher !== null) this.#peers.get(publisher)?.send('layerWanted', { producerId, layer });
  }

  #listenTo(producer: Producer): void {
    this.#routers
      ?.listenTo(producer)
      .catch((error: unknown) => this.options.logger.debug({ err: error }, 'no level of a producer that went'));
  }

  #voices(levels: AudioLevel[]): Voice[] {
    return levels.flatMap(({ producerId, level }) => {
      const peerId = this.#publisherOf(producerId);
      return peerId === null ? [] : [{ peerId, level }];
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
      demands: this.#demand.of(peer.producers.infos()),
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
