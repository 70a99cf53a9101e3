import {
  MAX_DATA_LENGTH,
  MAX_MESSAGE_LENGTH,
  ROOM_NAME_PATTERN,
  TOPIC_PATTERN,
  type Message,
  type Moderation,
  type RoomRules,
  type Source,
} from 'sfu-room/protocol';
import type { RoomLimits } from './auth/room-limits.js';
import type { MediaSample } from './media/media-census.js';
import { RequestError } from './request-error.js';
import type { Announcement } from './room/conversation.js';
import type { PeerDetails, RoomInfo } from './room/room-info.js';
import type { RoomRegistry } from './room/room-registry.js';
import type { Room } from './room/room.js';
import type { ServerEventMap, ServerEventName, ServerEvents } from './room/server-events.js';

/** There is no room of this name. */
export class RoomNotFound extends Error {
  override readonly name = 'RoomNotFound';
  readonly code = 'room-not-found';

  constructor(readonly room: string) {
    super(`There is no room "${room}".`);
  }
}

export interface OpenOptions {
  /** In place of the server's own. */
  readonly limits?: Partial<RoomLimits>;
  readonly rules?: Partial<RoomRules>;
}

/**
 * The rooms of a server, for the program that hosts them: what moderators may do, it may as well.
 * Everything that names a room or a peer throws RoomNotFound, or RequestError with `peer-not-found`.
 */
export class Rooms {
  constructor(
    private readonly registry: RoomRegistry,
    private readonly events: ServerEvents,
  ) {}

  /** Those that there are now, in the order they began. */
  list(): RoomInfo[] {
    return [...this.registry].map((room) => room.info());
  }

  /** Null: there is none of this name. */
  get(name: string): RoomInfo | null {
    return this.registry.get(name)?.info() ?? null;
  }

  /** Who is in a room, in the order they came. */
  peers(name: string): PeerDetails[] {
    return this.#room(name).peers();
  }

  /**
   * Makes a room ahead of its peers; it waits ten minutes for the first. One that there is already stays as it is.
   * @throws RequestError room-name-invalid, server-closing, server-full
   */
  open(name: string, { limits, rules }: OpenOptions = {}): RoomInfo {
    if (!ROOM_NAME_PATTERN.test(name)) throw new RequestError('room-name-invalid');
    return this.registry.open(name, limits, rules).info();
  }

  /** Ends a room for everyone in it. */
  end(name: string): void {
    this.#room(name).end();
  }

  /** Puts a peer out. @param options.ban it does not get in again for as long as the room exists */
  async kick(name: string, peerId: string, { ban = false }: { ban?: boolean } = {}): Promise<void> {
    await this.moderate(name, { action: 'remove', peerId, ban });
  }

  /** Stops what a peer sends of a source, which it may switch on again. */
  async mute(name: string, peerId: string, source: Source = 'microphone'): Promise<void> {
    await this.moderate(name, { action: 'stop', peerId, source });
  }

  /** Whatever else a moderator may do. */
  async moderate(name: string, action: Moderation): Promise<void> {
    await this.#room(name).moderate(action, null);
  }

  /**
   * Says something in a room, to everyone or to one peer.
   * @throws RequestError payload-invalid, for no text or more than MAX_MESSAGE_LENGTH
   */
  message(name: string, announcement: Announcement): Message {
    const { length } = announcement.text;
    if (length === 0 || length > MAX_MESSAGE_LENGTH) {
      throw new RequestError('payload-invalid', `A message has 1 to ${MAX_MESSAGE_LENGTH} characters, not ${length}.`);
    }
    return this.#room(name).conversation.announce(announcement);
  }

  /** The latest messages of a room, oldest first. */
  messages(name: string): readonly Message[] {
    return this.#room(name).conversation.history;
  }

  /** How the media of a room flows at the moment; null: it has none yet. */
  async media(name: string): Promise<MediaSample | null> {
    return await this.#room(name).sample();
  }

  /**
   * Sends data of the page's own to everyone in a room, or to one peer; it comes as from `server`.
   * @param topic at most 64 characters
   * @param data at most 16,000 characters
   * @throws RequestError payload-invalid
   */
  data(name: string, topic: string, data: string, to?: string): void {
    if (!TOPIC_PATTERN.test(topic) || data.length > MAX_DATA_LENGTH) throw new RequestError('payload-invalid');
    this.#room(name).conversation.passFromServer({ topic, data, ...(to === undefined ? {} : { to }) });
  }

  /** Listens to what happens in all rooms. Returns what ends that. */
  on<K extends ServerEventName>(name: K, listener: (event: ServerEventMap[K]) => void): () => void {
    return this.events.on(name, listener);
  }

  #room(name: string): Room {
    const room = this.registry.get(name);
    if (!room) throw new RoomNotFound(name);
    return room;
  }
}
