import type { Logger } from 'pino';
import { MAX_PRESENT, type Presence, type RoomEventName, type RoomEvents } from 'sfu-room/protocol';
import type { AudioLevel } from '../media/room-routers.js';
import { RequestError } from '../request-error.js';
import type { Publication } from './peer-consumers.js';
import type { Peer } from './peer.js';
import { publisherOf } from './publisher-of.js';
import type { Voice } from './speaker-watch.js';

/** Who is in a room, in the order they came, and what is said to all of them. */
export class RoomPeers {
  readonly #byId = new Map<string, Peer>();

  constructor(private readonly logger: Logger) {}

  get byId(): ReadonlyMap<string, Peer> {
    return this.#byId;
  }

  get size(): number {
    return this.#byId.size;
  }

  [Symbol.iterator](): IterableIterator<Peer> {
    return this.#byId.values();
  }

  /** Those of whom the others know. */
  get present(): Peer[] {
    return [...this].filter(({ announced }) => announced);
  }

  get(id: string): Peer | undefined {
    return this.#byId.get(id);
  }

  /** Is it this very one, rather than one that came after it by the same id? */
  includes(peer: Peer): boolean {
    return this.#byId.get(peer.id) === peer;
  }

  add(peer: Peer): void {
    this.#byId.set(peer.id, peer);
  }

  delete(peer: Peer): void {
    this.#byId.delete(peer.id);
  }

  /** Takes everyone out. */
  clear(): Peer[] {
    const all = [...this];
    this.#byId.clear();
    return all;
  }

  /** One of whom the others know. @throws RequestError peer-not-found */
  named(id: string): Peer {
    const peer = this.#byId.get(id);
    if (!peer?.announced) throw new RequestError('peer-not-found');
    return peer;
  }

  /** All who are there as the same somebody, that one among them. */
  allOf(peer: Peer): Peer[] {
    const { identity } = peer;
    return identity === null ? [peer] : [...this].filter((other) => other.identity === identity);
  }

  /** Where nobody moderates the room, who is to: who is longest in it. */
  get nextModerator(): Peer | undefined {
    const { present } = this;
    return present.some(({ permissions }) => permissions.moderate) ? undefined : present[0];
  }

  /** Who is in, for those who are not. */
  presence(): Presence {
    const { present } = this;
    return { peers: present.slice(0, MAX_PRESENT).map(({ name }) => ({ name })), count: present.length };
  }

  broadcast<K extends RoomEventName>(name: K, event: RoomEvents[K], except?: Peer): void {
    for (const peer of this) if (peer !== except) peer.send(name, event);
  }

  /** Tells the others of what has changed of one. */
  tellChanged(peer: Peer): void {
    if (!peer.announced) return;
    const { name, connection, hand, role, moderator } = peer.info();
    this.broadcast('peerChanged', { peerId: peer.id, name, connection, hand, role, moderator }, peer);
  }

  /** What a peer could receive. */
  publications(exceptPeerId: string): Publication[] {
    return [...this]
      .filter(({ id }) => id !== exceptPeerId)
      .flatMap(({ id, producers }) => producers.infos().map((producer) => ({ peerId: id, producer })));
  }

  voices(levels: readonly AudioLevel[]): Voice[] {
    return levels.flatMap(({ producerId, level }) => {
      const peer = publisherOf(this.#byId, producerId);
      return peer ? [{ peerId: peer.id, level }] : [];
    });
  }

  /** Some of what a peer sent may not have arrived. */
  requestKeyFramesOf({ producers }: Peer): void {
    for (const peer of this) peer.consumers.requestKeyFrames((id) => producers.has(id));
  }

  /** What there is to receive has changed. */
  syncConsumers(): void {
    for (const peer of this) {
      peer.consumers
        .sync()
        .catch((error: unknown) => this.logger.error({ err: error, peer: peer.id }, 'consumers not in order'));
    }
  }
}
