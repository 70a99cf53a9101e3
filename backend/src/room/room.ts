import type { Logger } from 'pino';
import {
  NO_RULES,
  type Handshake,
  type HeldTransports,
  type IceServer,
  type LeaveReason,
  type Moderation,
  type Presence,
  type ProduceRequest,
  type Requests,
  type RoomEventName,
  type RoomEvents,
  type RoomRules,
  type SessionRef,
} from 'sfu-room/protocol';
import type { MediaSample } from '../media/media-census.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { Conversation } from './conversation.js';
import { Door } from './door.js';
import { Entrance, type EnteredRoom } from './entrance.js';
import type { Grants } from '../auth/grants.js';
import { moderate } from './moderation.js';
import type { PeerChannel } from './peer-channel.js';
import type { ProducerListener } from './peer-producers.js';
import { Peer, type PeerHost } from './peer.js';
import { publisherOf } from './publisher-of.js';
import { RequestError } from '../request-error.js';
import { RoomDemand } from './room-demand.js';
import type { PeerDetails, RoomInfo } from './room-info.js';
import { RoomLife } from './room-life.js';
import type { RoomLimits } from '../auth/room-limits.js';
import { RoomMedia } from './room-media.js';
import { RoomNews } from './room-news.js';
import { RoomPeers } from './room-peers.js';
import { RoomRights } from './room-rights.js';
import { RoomRecovery, type RecoveringRoom } from './room-recovery.js';
import type { ServerEvents } from './server-events.js';
import { SpeakerWatch } from './speaker-watch.js';
import { TaskQueue } from './task-queue.js';
import type { Visitor } from './visitor.js';

export interface RoomOptions {
  name: string;
  pool: WorkerPool;
  /** How long a peer outlives its socket, in ms. */
  gracePeriod: number;
  limits: RoomLimits;
  /** As many peers are on the server as it may have. */
  isServerFull(): boolean;
  /** What this peer is told to reach its media by, as of now. */
  iceServers(peerId: string): IceServer[];
  /** Where no token says who moderates, the one who came first does. */
  firstModerates: boolean;
  events: ServerEvents;
  logger: Logger;
  /** Nobody is in it any more. */
  onClosed(): void;
}

/** The peers of a room and what they publish to each other. */
export class Room {
  readonly #news: RoomNews;
  readonly #peers: RoomPeers;
  readonly conversation: Conversation;
  readonly door = new Door({
    has: (id) => this.#peers.get(id) !== undefined,
    full: () => this.#peers.size >= this.options.limits.peers,
    serverFull: () => this.options.isServerFull(),
    rules: () => this.#rules,
    changed: () => this.#rights.tellKnocks(),
  });
  readonly #demand: RoomDemand;
  readonly #speaker = new SpeakerWatch((peerId, level) => this.broadcast('activeSpeaker', { peerId, level }));
  /**
   * Joins, snapshots and the rebuilding after a worker's death take turns:
   * two sockets of one session would otherwise both make transports for it,
   * and a join could build on routers that are being replaced.
   */
  readonly #queue = new TaskQueue();
  readonly #media: RoomMedia;
  readonly #recovery: RoomRecovery;
  readonly #entrance: Entrance;
  readonly #life: RoomLife;
  #rules: RoomRules = NO_RULES;
  readonly #rights: RoomRights;
  /** When the server closes, in ms since the epoch; null: it does not. */
  #closesAt: number | null = null;
  #closed = false;

  constructor(private readonly options: RoomOptions) {
    this.#news = new RoomNews(options.name, options.events);
    this.#peers = new RoomPeers(options.logger);
    this.#rights = new RoomRights(this.#peers, () => this.door.knocks);
    this.conversation = new Conversation(this.#peers.byId, (message) => this.#news.said(message));
    this.#demand = new RoomDemand(this.#peers.byId);
    this.#media = new RoomMedia(options, {
      lost: () => {
        this.#speaker.heard([]);
        this.#recovery.rebuild();
      },
      audible: (levels) => this.#speaker.heard(this.#peers.voices(levels)),
    });
    this.#life = new RoomLife(options.limits, {
      isEmpty: () => this.#peers.size === 0,
      empty: () => this.close(),
      over: () => this.end(),
      started: (at) => this.#news.started(at),
    });
    const parts = this.#parts();
    this.#recovery = new RoomRecovery(parts, options.logger);
    this.#entrance = new Entrance(parts);
  }

  get name(): string {
    return this.options.name;
  }

  get size(): number {
    return this.#peers.size;
  }

  /** It begins before anyone is in it, and waits for them a while. */
  open(rules: Partial<RoomRules> = {}): void {
    this.#rules = { ...this.#rules, ...rules };
    this.#life.open();
  }

  /**
   * Brings a peer into the room, or back into it: it is there for the grace period until `attach`. Or it has to wait for
   * being let in: then the visitor is to `knock`, and `enter` when it is admitted.
   * @throws RequestError session-invalid, banned, room-locked, room-full, server-full, rate-limited, server-error
   */
  join(handshake: Handshake, grants: Grants): Promise<Peer | Visitor> {
    return this.#entrance.join(handshake, grants);
  }

  /** Brings in who was let in. @throws RequestError as `join` */
  enter(visitor: Visitor): Promise<Peer> {
    return this.#entrance.admit(visitor);
  }

  /** Whoever has this session has a place in the room. */
  holds(session: SessionRef): boolean {
    return this.#entrance.holds(session);
  }

  /** The peer's client listens at `channel` from now on; it begins with a snapshot. */
  attach(peer: Peer, channel: PeerChannel): void {
    if (!this.#peers.includes(peer)) {
      // Removed between its join and this turn, such as by its other socket. Its client comes again.
      channel.close();
      return;
    }
    const { announced } = peer;
    if (announced) {
      peer.attach(channel);
      this.#peers.tellChanged(peer);
    } else {
      this.door.remember(peer);
      this.#life.begin();
      // Before anybody listens: its first word to the client is the snapshot.
      peer.announced = true;
      if (this.options.firstModerates) this.#rights.appoint();
      peer.attach(channel);
      this.broadcast('peerJoined', { peer: peer.info() }, peer);
    }
    this.#sendSnapshot(peer);
    this.#tellDraining(peer);
    // Last: who listens may say something to the peer at once, which is then no part of the snapshot.
    if (announced) this.#news.recovered(peer, 'socket');
    else this.#news.joined(peer);
  }

  /** The socket behind `channel` is lost. */
  detach(peer: Peer, channel: PeerChannel): void {
    if (!peer.isAttached(channel) || !this.#peers.includes(peer)) return;
    this.#startGrace(peer);
    this.#peers.tellChanged(peer);
  }

  remove(peer: Peer, reason: LeaveReason): void {
    if (!this.#peers.includes(peer)) return;
    this.#peers.delete(peer);
    if (reason === 'removed') this.door.forget(peer);
    this.#speaker.forget(peer.id);
    this.#takeOut(peer, reason);
    if (peer.announced) this.broadcast('peerLeft', { peerId: peer.id, reason });
    if (this.#rules.spotlight === peer.id) this.setRules({ spotlight: null });
    if (this.options.firstModerates) this.#rights.appoint();
    this.#peers.syncConsumers();
    this.#life.check();
  }

  /** @throws RequestError not-permitted, peer-not-found */
  async moderate(action: Moderation, by: Peer | null): Promise<void> {
    await moderate(this, action, by);
  }

  /** @throws RequestError peer-not-found */
  peer(id: string): Peer {
    return this.#peers.named(id);
  }

  /** All who are there as the same somebody, that one among them. */
  allOf(peer: Peer): Peer[] {
    return this.#peers.allOf(peer);
  }

  setRules(change: Partial<RoomRules>): void {
    const before = this.#rules;
    this.#rules = { ...before, ...change };
    this.broadcast('rulesChanged', { rules: this.#rules });
    if (before.lobby && !this.#rules.lobby) this.door.admitAll();
  }

  /** What this peer may do has changed, by a moderator or a new token. */
  async permitted(peer: Peer): Promise<void> {
    this.#rights.changed(peer);
    await peer.consumers.sync();
  }

  /**
   * Sends the peer a snapshot; transports that it does not hold any more are made anew.
   * @param held null: what lives is kept
   */
  renew(peer: Peer, held: HeldTransports | null): Promise<void> {
    return this.#recovery.renew(peer, held);
  }

  /** @throws RequestError not-permitted, transport-not-found, producer-exists, producer-limit, media-rejected */
  async produce(peer: Peer, request: ProduceRequest): Promise<void> {
    if (publisherOf(this.#peers.byId, request.id)) throw new RequestError('producer-exists');
    await peer.producers.add(() => peer.sendTransport, request);
  }

  /**
   * A hand that is raised already stays raised since then, as one does whose client missed the answer.
   * @throws RequestError not-permitted
   */
  update(peer: Peer, change: Requests['updateSelf']['request']): void {
    if (peer.change(change)) this.#peers.tellChanged(peer);
  }

  /** Who is in, for those who are not. */
  presence(): Presence {
    return this.#peers.presence();
  }

  /** How its media flows at the moment; null: it has none. */
  async sample(): Promise<MediaSample | null> {
    return await this.#media.sample();
  }

  info(): RoomInfo {
    const present = this.peers();
    return {
      name: this.name,
      startedAt: this.#life.startedAt,
      peers: present.length,
      tracks: present.reduce((sum, { tracks }) => sum + tracks.length, 0),
      knocks: this.door.knocks,
      limits: this.options.limits,
      ...this.#rules,
    };
  }

  /** In the order they came. */
  peers(): PeerDetails[] {
    return this.#peers.present.map((peer) => peer.details());
  }

  /** Tells everyone in it something. */
  broadcast<K extends RoomEventName>(name: K, event: RoomEvents[K], except?: Peer): void {
    this.#peers.broadcast(name, event, except);
  }

  /** The server closes then, in ms since the epoch: everyone is told, and the room ends with its last peer. */
  drain(closesAt: number): void {
    this.#closesAt = closesAt;
    for (const peer of this.#peers) this.#tellDraining(peer);
    this.#life.hurry();
  }

  #tellDraining(peer: Peer): void {
    if (this.#closesAt !== null) peer.send('draining', { closesIn: Math.max(0, this.#closesAt - Date.now()) });
  }

  /** The call is over for everyone. */
  end(): void {
    // All at once: who is about to be told has no need to hear of the others.
    for (const peer of this.#peers.clear()) this.#takeOut(peer, 'ended');
    this.close();
  }

  /** Without a word to the clients, so that they come back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#life.close();
    this.door.close();
    this.#demand.close();
    this.#speaker.close();
    for (const peer of this.#peers.clear()) this.#takeOut(peer, 'failed');
    this.#media.close();
    if (this.#life.hasBegun) this.#news.ended(this.#life.startedAt);
    this.options.onClosed();
  }

  /** It is no longer among the peers. */
  #takeOut(peer: Peer, reason: LeaveReason): void {
    // Who leaves knows it, and who is lost is not there to hear it.
    if (reason !== 'left' && reason !== 'failed') peer.dismiss(reason);
    peer.close();
    if (peer.announced) this.#news.left(peer, reason);
  }

  #host(): PeerHost {
    return {
      publications: (exceptPeerId) => this.#peers.publications(exceptPeerId),
      transportLost: (peer) => this.#recovery.mend(peer),
      sendingInterrupted: (peer) => this.#peers.requestKeyFramesOf(peer),
      demandChanged: () => this.#demand.changed(),
      expired: (peer) => this.remove(peer, 'expired'),
      producers: (peer: Peer): ProducerListener => ({
        added: (producer, source) => {
          // What somebody plays to the others is no voice.
          if (producer.source !== 'screenaudio') this.#media.listenTo(source);
          this.broadcast('producerAdded', { peerId: peer.id, producer }, peer);
          this.#news.published(peer, producer);
          this.#peers.syncConsumers();
        },
        changed: (producer) => this.broadcast('producerChanged', { peerId: peer.id, producer }, peer),
        removed: (producer) => {
          this.broadcast('producerRemoved', { peerId: peer.id, producerId: producer.id }, peer);
          this.#news.unpublished(peer, producer);
          this.#peers.syncConsumers();
        },
        lost: () => this.#recovery.mend(peer),
      }),
    };
  }

  /** What those need of it who bring peers in, and mend what fails. */
  #parts(): EnteredRoom & RecoveringRoom {
    const { logger, limits } = this.options;
    return {
      name: this.name,
      door: this.door,
      life: this.#life,
      media: this.#media,
      peers: this.#peers,
      queue: this.#queue,
      isClosed: () => this.#closed,
      createPeer: ({ session, handshake, grants }) => {
        const peer = new Peer(session, handshake, grants, limits, this.#host(), logger.child({ peer: session.id }));
        peer.permit(this.#rights.of(grants.identity, session.id));
        return peer;
      },
      remove: (peer, reason) => this.remove(peer, reason),
      startGrace: (peer) => this.#startGrace(peer),
      sendSnapshot: (peer) => this.#sendSnapshot(peer),
      recovered: (peer, cause) => this.#news.recovered(peer, cause),
    };
  }

  #startGrace(peer: Peer): void {
    peer.detach(this.options.gracePeriod, () => this.remove(peer, 'failed'));
  }

  #sendSnapshot(peer: Peer): void {
    peer.sendSnapshot({
      room: this.name,
      rules: this.#rules,
      knocks: peer.permissions.moderate ? this.door.knocks : [],
      iceServers: this.options.iceServers(peer.id),
      peers: this.#peers.present.filter((other) => other !== peer).map((other) => other.info()),
      demands: this.#demand.toldTo(peer),
      messages: this.conversation.seenBy(peer),
    });
  }
}
