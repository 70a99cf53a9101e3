import type { Logger } from 'pino';
import {
  MAX_PRESENT,
  type Handshake,
  type HeldTransports,
  type IceServer,
  type LeaveReason,
  type Presence,
  type ProduceRequest,
  type Requests,
  type RoomEventName,
  type RoomEvents,
  type SessionRef,
} from 'sfu-room/protocol';
import type { AudioLevel } from '../media/room-routers.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { Conversation } from './conversation.js';
import type { PeerChannel } from './peer-channel.js';
import type { Publication } from './peer-consumers.js';
import type { ProducerListener } from './peer-producers.js';
import { Peer, type PeerHost } from './peer.js';
import { publisherOf } from './publisher-of.js';
import { RequestError } from './request-error.js';
import { RoomDemand } from './room-demand.js';
import { RoomMedia } from './room-media.js';
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

/** The peers of a room and what they publish to each other. */
export class Room {
  readonly #peers = new Map<string, Peer>();
  readonly conversation = new Conversation(this.#peers);
  readonly #demand = new RoomDemand(this.#peers);
  readonly #speaker = new SpeakerWatch((peerId, level) => this.#broadcast('activeSpeaker', { peerId, level }));
  /**
   * Joins, snapshots and the rebuilding after a worker's death take turns:
   * two sockets of one session would otherwise both make transports for it,
   * and a join could build on routers that are being replaced.
   */
  readonly #queue = new TaskQueue();
  readonly #media: RoomMedia;
  /** Joins that wait for their turn: the room must not close under them when its last peer leaves. */
  #joining = 0;
  #closed = false;

  constructor(private readonly options: RoomOptions) {
    this.#media = new RoomMedia(options, {
      lost: () => this.#rebuild(),
      audible: (levels) => this.#speaker.heard(this.#voices(levels)),
    });
  }

  get name(): string {
    return this.options.name;
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
      await this.#media.prepareOne(peer, held);
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

  /** A hand that is raised already stays raised since then, as one does whose client missed the answer. */
  update(peer: Peer, change: Requests['updateSelf']['request']): void {
    const { name = peer.name, hand = peer.hand !== null } = change;
    const raised = hand ? (peer.hand ?? Date.now()) : null;
    if (name === peer.name && raised === peer.hand) return;
    peer.name = name;
    peer.hand = raised;
    this.#broadcastPeerChanged(peer);
  }

  /** Who is in, for those who are not. */
  presence(): Presence {
    const present = [...this.#peers.values()].filter(({ announced }) => announced);
    return { peers: present.slice(0, MAX_PRESENT).map(({ name }) => ({ name })), count: present.length };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#demand.close();
    this.#speaker.close();
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#media.close();
    this.options.onEmpty();
  }

  async #join(session: SessionRef, handshake: Handshake): Promise<Peer> {
    const known = this.#peers.get(session.id);
    const peer = known ?? new Peer(session, handshake, this.#host(), this.options.logger);
    this.#peers.set(peer.id, peer);
    try {
      if (known) known.update(handshake);
      await this.#media.prepareOne(peer, handshake.transports ?? { send: null, recv: null });
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
      demandChanged: () => this.#demand.changed(),
      producers: (peer: Peer): ProducerListener => ({
        added: (producer, source) => {
          // What somebody plays to the others is no voice.
          if (producer.source !== 'screenaudio') this.#media.listenTo(source);
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

  /** After a worker's death: new media for everyone, told by a snapshot. */
  #rebuild(): void {
    if (this.#closed) return;
    this.options.logger.warn({ room: this.name, peers: this.size }, 'room lost its worker, rebuilding');
    this.#speaker.heard([]);
    this.#queue
      .run(async () => {
        if (this.#closed) return;
        const peers = [...this.#peers.values()];
        const failed = await this.#media.prepare(peers, null);
        for (const [peer, error] of failed) this.#cutOff(peer, error);
        for (const peer of peers) this.#sendSnapshot(peer);
      })
      .catch((error: unknown) => {
        if (this.#closed) return;
        this.options.logger.error({ err: error, room: this.name }, 'room not rebuilt');
        // Not for ever in one go: joins, and their refusals, come in between.
        if (!this.#media.live) this.#rebuild();
      });
  }

  /** It has no media, and none can be made now: its client comes again, as after a lost socket. */
  #cutOff(peer: Peer, error: unknown): void {
    if (this.#peers.get(peer.id) !== peer) return;
    this.options.logger.error({ err: error, room: this.name, peer: peer.id }, 'no media for a peer, cutting it off');
    peer.closeMedia();
    // Who is away already has its time running.
    if (peer.connection === 'reconnecting') return;
    peer.hangUp();
    this.#startGrace(peer);
    this.#broadcastPeerChanged(peer);
  }

  #voices(levels: AudioLevel[]): Voice[] {
    return levels.flatMap(({ producerId, level }) => {
      const peer = publisherOf(this.#peers, producerId);
      return peer ? [{ peerId: peer.id, level }] : [];
    });
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
      iceServers: this.options.iceServers,
      peers: [...this.#peers.values()]
        .filter((other) => other !== peer && other.announced)
        .map((other) => other.info()),
      demands: this.#demand.toldTo(peer),
      messages: this.conversation.seenBy(peer),
    });
  }

  #broadcastPeerChanged(peer: Peer): void {
    if (!peer.announced) return;
    const { id: peerId, name, connection, hand } = peer;
    this.#broadcast('peerChanged', { peerId, name, connection, hand }, peer);
  }

  #broadcast<K extends RoomEventName>(name: K, event: RoomEvents[K], except?: Peer): void {
    for (const peer of this.#peers.values()) if (peer !== except) peer.send(name, event);
  }
}
