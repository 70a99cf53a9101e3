import type { Logger } from 'pino';
import {
  SERVER_ID,
  trackId,
  type DtlsParameters,
  type Handshake,
  type HeldTransports,
  type IceServer,
  type LayerDemand,
  type Knock,
  type Message,
  type PeerInfo,
  type Permissions,
  type ProducerInfo,
  type ReceiveIntent,
  type Requests,
  type RoomEventName,
  type RoomEvents,
  type RoomRules,
  type SessionRef,
  type Source,
} from 'sfu-room/protocol';
import type { RoomRouters } from '../media/room-routers.js';
import type { wire } from '../media/rtp-types.js';
import type { PeerTransport } from '../media/webrtc-transport.js';
import type { Grants } from '../auth/grants.js';
import type { PeerChannel } from './peer-channel.js';
import { PeerConsumers, type Publication } from './peer-consumers.js';
import { PeerProducers, type ProducerListener } from './peer-producers.js';
import { PeerRights } from './peer-rights.js';
import { RequestError } from '../request-error.js';
import type { PeerDetails, PeerSummary, TrackSummary } from './room-info.js';
import type { RoomLimits } from '../auth/room-limits.js';

/** What a peer needs of its room. */
export interface PeerHost {
  publications(exceptPeerId: string): Publication[];
  producers(peer: Peer): ProducerListener;
  /** One of its transports has died by itself. */
  transportLost(peer: Peer): void;
  /** Some of what it sent may not have arrived. */
  sendingInterrupted(peer: Peer): void;
  /** What somebody wants of others' producers may have changed. */
  demandChanged(): void;
  /** Its token has run out. */
  expired(peer: Peer): void;
}

/** What a snapshot holds beside the peer's own part. */
interface RoomPart {
  room: string;
  rules: RoomRules;
  knocks: Knock[];
  iceServers: IceServer[];
  peers: PeerInfo[];
  demands: LayerDemand[];
  messages: Message[];
}

type Media = { routers: RoomRouters; send: PeerTransport; recv: PeerTransport };

/** Somebody in a room: a session, its transports, and the channel to its client while there is one. */
export class Peer {
  readonly producers: PeerProducers;
  readonly consumers: PeerConsumers;
  name = '';
  /** When it was raised, in ms since the epoch; null: it is down. */
  hand: number | null = null;
  receive: ReceiveIntent;
  /** Others know of it: from its first snapshot on. */
  announced = false;
  /** In ms since the epoch. */
  readonly joinedAt = Date.now();
  readonly #rights: PeerRights;
  #rtpCapabilities: wire.RtpCapabilities;
  #dtlsParameters: DtlsParameters | undefined;
  #media: Media | null = null;
  #channel: PeerChannel | null = null;
  #seq = 0;
  #grace: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    readonly session: SessionRef,
    handshake: Handshake,
    grants: Grants,
    private readonly limits: Pick<RoomLimits, 'producers' | 'bitrate'>,
    private readonly host: PeerHost,
    logger: Logger,
  ) {
    this.#rights = new PeerRights(grants, {
      expiring: (expiresAt) => this.send('tokenExpiring', { expiresAt }),
      expired: () => host.expired(this),
    });
    this.receive = handshake.receive;
    this.#rtpCapabilities = handshake.rtpCapabilities;
    this.producers = new PeerProducers(host.producers(this), limits.producers, (source) =>
      this.#rights.mayPublish(source),
    );
    this.consumers = new PeerConsumers(
      () =>
        this.#media && {
          routers: this.#media.routers,
          transport: this.#media.recv,
          rtpCapabilities: this.#rtpCapabilities,
          receive: this.receive,
          publications: this.permissions.subscribe ? host.publications(this.id) : [],
        },
      {
        added: (consumer) => this.send('consumerAdded', { consumer }),
        changed: (consumerId, paused) => this.send('consumerChanged', { consumerId, paused }),
        removed: (consumerId) => this.send('consumerRemoved', { consumerId }),
        synced: () => host.demandChanged(),
      },
      logger,
    );
    this.update(handshake, grants);
  }

  get id(): string {
    return this.session.id;
  }

  get connection(): PeerInfo['connection'] {
    return this.#channel ? 'connected' : 'reconnecting';
  }

  get identity(): string | null {
    return this.#rights.identity;
  }

  get role(): string {
    return this.#rights.role;
  }

  /** When its token runs out, in ms since the epoch; null: never. */
  get expiresAt(): number | null {
    return this.#rights.expiresAt;
  }

  get permissions(): Permissions {
    return this.#rights.permissions;
  }

  info(): PeerInfo {
    const { id, name, identity, role, connection, hand } = this;
    const { moderate: moderator } = this.permissions;
    return { id, name, identity, role, moderator, connection, hand, producers: this.producers.infos() };
  }

  summary(): PeerSummary {
    const { id, name, identity, role, joinedAt } = this;
    return { id, name, identity, role, moderator: this.permissions.moderate, joinedAt };
  }

  details(): PeerDetails {
    const { connection, hand, permissions, expiresAt } = this;
    const tracks = this.producers.infos().map((producer) => this.track(producer));
    return { ...this.summary(), connection, hand, permissions, expiresAt, tracks };
  }

  track({ label, source, kind, paused }: ProducerInfo): TrackSummary {
    return { id: trackId(this.id, label), label, source, kind, paused };
  }

  /** A client came (back) with this intent. */
  update(handshake: Handshake, grants: Grants): void {
    const { name } = this;
    this.grant(grants);
    // Who may not rename comes back under the name that the others know.
    if (name === '' || this.permissions.rename) this.name = this.#rights.nameFrom(handshake.name ?? '');
    this.receive = handshake.receive;
    this.#rtpCapabilities = handshake.rtpCapabilities;
    this.#dtlsParameters = handshake.dtlsParameters;
    // It must not expire while it is being brought back.
    clearTimeout(this.#grace);
  }

  /** What its latest token says. */
  grant(grants: Grants): void {
    this.#rights.grant(grants);
    this.name = this.#rights.nameFrom(this.name);
    this.#withhold(SERVER_ID);
  }

  /** @returns whether anything is otherwise than before @throws RequestError not-permitted */
  change({ name = this.name, hand = this.hand !== null }: Requests['updateSelf']['request']): boolean {
    const { name: before, hand: raisedBefore } = this;
    if (name !== before && !this.permissions.rename) throw new RequestError('not-permitted');
    this.name = this.#rights.nameFrom(name);
    this.hand = hand ? (raisedBefore ?? Date.now()) : null;
    return this.name !== before || this.hand !== raisedBefore;
  }

  /** See `PeerRights.permitted`. */
  get permitted(): Partial<Permissions> {
    return this.#rights.permitted;
  }

  /** A moderator changes what it may do. @param by as in `stopped` */
  permit(permissions: Partial<Permissions>, by = SERVER_ID): void {
    this.#rights.permit(permissions);
    this.#withhold(by);
  }

  /**
   * Stops what it sends of these sources, and has its client switch them off: also what is not sent at the moment, since
   * its client may be about to, after a lost socket or with a device that is being opened.
   * @param by as in `stopped`
   */
  async stop(sources: readonly Source[], by: string): Promise<void> {
    // Told first: should the worker fail at it, the client does it.
    this.#tellStopped(sources, by);
    await this.producers.stop(sources);
  }

  /** Ends what it sends and may not publish any more. */
  #withhold(by: string): void {
    const { withheld } = this.#rights;
    this.#tellStopped(this.producers.sources(withheld), by);
    this.producers.withhold(withheld);
  }

  #tellStopped(sources: readonly Source[], by: string): void {
    if (sources.length === 0) return;
    this.#rights.stop(sources);
    this.send('stopped', { stops: this.#rights.stops, by });
  }

  /**
   * Gives the peer working transports: those that it holds are kept, others are made anew.
   * @param held null: whatever it has; only what is dead is made anew
   */
  async prepare(routers: RoomRouters, held: HeldTransports | null): Promise<void> {
    const old = this.#media;
    const usable = (direction: 'send' | 'recv'): boolean =>
      old?.routers === routers && !old[direction].dead && (!held || held[direction] === old[direction].id);
    const keep = { send: usable('send'), recv: usable('recv') };
    const renew = (direction: 'send' | 'recv'): Promise<PeerTransport> =>
      old && keep[direction] ? Promise.resolve(old[direction]) : this.#createTransport(routers);
    const made = await Promise.allSettled([renew('send'), renew('recv')]);
    const [send, recv] = made.map((result) => (result.status === 'fulfilled' ? result.value : null));
    if (!send || !recv || this.#closed) {
      // One could not be made, or the peer was removed meanwhile: nobody else would close the new ones.
      for (const transport of [send, recv]) if (transport !== old?.send && transport !== old?.recv) transport?.close();
      const failed = made.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
      return;
    }
    this.#media = { routers, send, recv };
    if (old && !keep.send) {
      this.producers.clear();
      old.send.close();
    }
    if (old && !keep.recv) {
      this.consumers.clear();
      old.recv.close();
    }
  }

  async #createTransport(routers: RoomRouters): Promise<PeerTransport> {
    const transport = await routers.createTransport({
      dtlsParameters: this.#dtlsParameters,
      maxIncomingBitrate: this.limits.bitrate,
    });
    transport.onDead(() => {
      const media = this.#media;
      // With a worker all transports die, and the room makes them anew.
      if (routers.closed || (media?.send !== transport && media?.recv !== transport)) return;
      this.host.transportLost(this);
    });
    transport.onPathChanged(() => {
      if (this.#media?.send === transport) this.host.sendingInterrupted(this);
      if (this.#media?.recv === transport) this.consumers.requestKeyFrames();
    });
    return transport;
  }

  /** @throws RequestError transport-not-found */
  transport(id: string): PeerTransport {
    const media = this.#media;
    if (media?.send.id === id) return media.send;
    if (media?.recv.id === id) return media.recv;
    throw new RequestError('transport-not-found');
  }

  /** The transport that producers send on. @throws RequestError transport-not-found */
  get sendTransport(): PeerTransport {
    if (!this.#media) throw new RequestError('transport-not-found');
    return this.#media.send;
  }

  /** Makes `channel` the way to the client. The one before it, if any, has been replaced. */
  attach(channel: PeerChannel): void {
    clearTimeout(this.#grace);
    if (this.#channel) this.dismiss('replaced');
    this.#channel = channel;
  }

  /** Is this the channel in use? One that was replaced must not detach the newer. */
  isAttached(channel: PeerChannel): boolean {
    return this.#channel === channel;
  }

  /** The socket is lost: the peer stays for the grace period, its media goes on. */
  detach(gracePeriod: number, onExpired: () => void): void {
    this.#channel = null;
    clearTimeout(this.#grace);
    this.#grace = setTimeout(onExpired, gracePeriod);
  }

  sendSnapshot(part: RoomPart): void {
    if (!this.#channel || !this.#media) return;
    const { send, recv } = this.#media;
    this.#channel.snapshot({
      ...part,
      seq: this.#seq,
      session: this.session,
      transports: { send: send.offer(), recv: recv.offer() },
      self: this.info(),
      permissions: this.permissions,
      stops: this.#rights.stops,
      expiresAt: this.expiresAt,
      consumers: this.consumers.infos(),
    });
  }

  /** Does nothing while no client is there: the next snapshot tells it all. */
  send<K extends RoomEventName>(name: K, event: RoomEvents[K]): void {
    if (!this.#channel) return;
    this.#seq += 1;
    this.#channel.send(name, { ...event, seq: this.#seq });
  }

  /** Tells the client that it is out, and cuts it off. */
  dismiss(reason: RoomEvents['ended']['reason']): void {
    this.send('ended', { reason });
    this.hangUp();
  }

  /** Cuts the client off without a word, so that it comes back. */
  hangUp(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#grace);
    this.#rights.close();
    this.hangUp();
    this.closeMedia();
  }

  /** Ends all that it sends and receives; `prepare` makes it anew. */
  closeMedia(): void {
    const media = this.#media;
    this.#media = null;
    media?.send.close();
    media?.recv.close();
    this.producers.clear();
    this.consumers.clear();
  }
}
