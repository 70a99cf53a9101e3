import type { Logger } from 'pino';
import type { Presence } from 'sfu-room/protocol';
import { RequestError } from './request-error.js';
import { Room, type RoomOptions } from './room.js';

/** The rooms of this server. A room begins with its first peer and ends with its last. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Room>();
  #closed = false;

  constructor(
    private readonly options: Omit<RoomOptions, 'name' | 'onEmpty'>,
    private readonly logger: Logger,
  ) {}

  get size(): number {
    return this.#rooms.size;
  }

  get peers(): number {
    let peers = 0;
    for (const room of this.#rooms.values()) peers += room.size;
    return peers;
  }

  /** Who is in a room; nobody in one that does not exist. */
  presence(name: string): Presence {
    return this.#rooms.get(name)?.presence() ?? { peers: [], count: 0 };
  }

  /** @throws RequestError server-closing */
  getOrCreate(name: string): Room {
    if (this.#closed) throw new RequestError('server-closing');
    const known = this.#rooms.get(name);
    if (known) return known;
    const room = new Room({
      ...this.options,
      name,
      onEmpty: () => {
        this.#rooms.delete(name);
        this.logger.info({ room: name }, 'room closed');
      },
    });
    this.#rooms.set(name, room);
    this.logger.info({ room: name }, 'room opened');
    return room;
  }

  close(): void {
    this.#closed = true;
    for (const room of [...this.#rooms.values()]) room.close();
  }
}
