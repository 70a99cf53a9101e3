import type { Presence, RoomRules } from 'sfu-room/protocol';
import type { RoomLimits } from '../auth/room-limits.js';
import { RequestError } from '../request-error.js';
import { Room, type RoomOptions } from './room.js';

interface RoomRegistryOptions extends Omit<RoomOptions, 'name' | 'isServerFull' | 'onClosed'> {
  /** Most rooms at a time. */
  readonly maxRooms: number;
  /** Most peers of all rooms together. */
  readonly maxPeers: number;
}

/** The rooms of this server. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Room>();
  #closed = false;
  #drained: Promise<void> | null = null;
  /** Called when the last room has closed. */
  #onEmpty = (): void => undefined;

  constructor(private readonly options: RoomRegistryOptions) {}

  get size(): number {
    return this.#rooms.size;
  }

  get peers(): number {
    let peers = 0;
    for (const room of this.#rooms.values()) peers += room.size;
    return peers;
  }

  /** No room begins any more. */
  get draining(): boolean {
    return this.#drained !== null;
  }

  [Symbol.iterator](): IterableIterator<Room> {
    return this.#rooms.values();
  }

  get(name: string): Room | undefined {
    return this.#rooms.get(name);
  }

  /** Who is in a room; nobody in one that does not exist. */
  presence(name: string): Presence {
    return this.#rooms.get(name)?.presence() ?? { peers: [], count: 0 };
  }

  /**
   * The room to join.
   * @param limits of a room that begins, in place of the server's own
   * @throws RequestError server-closing, server-full
   */
  getOrCreate(name: string, limits: Partial<RoomLimits> = {}): Room {
    if (this.#closed) throw new RequestError('server-closing');
    const known = this.#rooms.get(name);
    // Whoever has a place in it comes back to it, also on a server that is full: the room knows who that is.
    if (known) return known;
    if (this.#isFull()) throw new RequestError('server-full');
    return this.#create(name, limits);
  }

  /**
   * A room that begins before anyone is in it. One that is there already stays as it is.
   * @throws RequestError server-closing, server-full
   */
  open(name: string, limits: Partial<RoomLimits> = {}, rules: Partial<RoomRules> = {}): Room {
    if (this.#closed) throw new RequestError('server-closing');
    const known = this.#rooms.get(name);
    if (known) return known;
    const room = this.#create(name, limits);
    room.open(rules);
    return room;
  }

  /**
   * From now on no room begins, and everyone is told when the others close. Resolves when the last has closed by itself,
   * or the time is over; called again, as the first time.
   * @param closesIn in ms
   */
  drain(closesIn: number): Promise<void> {
    this.#drained ??= new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, closesIn);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
      const closesAt = Date.now() + closesIn;
      for (const room of [...this.#rooms.values()]) room.drain(closesAt);
      if (this.size === 0) this.#onEmpty();
    });
    return this.#drained;
  }

  close(): void {
    this.#closed = true;
    for (const room of [...this.#rooms.values()]) room.close();
  }

  #isFull(): boolean {
    return this.peers >= this.options.maxPeers;
  }

  #create(name: string, limits: Partial<RoomLimits>): Room {
    if (this.draining) throw new RequestError('server-closing');
    if (this.#rooms.size >= this.options.maxRooms) throw new RequestError('server-full');
    const logger = this.options.logger.child({ room: name });
    const room: Room = new Room({
      ...this.options,
      logger,
      name,
      limits: { ...this.options.limits, ...limits },
      isServerFull: () => this.#isFull(),
      onClosed: () => {
        if (this.#rooms.get(name) === room) this.#rooms.delete(name);
        if (this.size === 0) this.#onEmpty();
        logger.info('room closed');
      },
    });
    this.#rooms.set(name, room);
    logger.info('room opened');
    return room;
  }
}
