import type { Handshake, SessionRef } from 'sfu-room/protocol';
import type { Grants } from '../auth/grants.js';
import { RequestError } from '../request-error.js';
import type { Door } from './door.js';
import type { Peer } from './peer.js';
import type { RoomLife } from './room-life.js';
import type { RoomMedia } from './room-media.js';
import type { RoomPeers } from './room-peers.js';
import { createSession, isGenuine } from './session.js';
import type { TaskQueue } from './task-queue.js';
import { Visitor } from './visitor.js';

/** What coming in needs of a room. */
export interface EnteredRoom {
  readonly name: string;
  readonly door: Door;
  readonly life: RoomLife;
  readonly media: RoomMedia;
  readonly peers: RoomPeers;
  /** In which joins, snapshots and the rebuilding take turns. */
  readonly queue: TaskQueue;
  createPeer(visitor: Visitor): Peer;
  remove(peer: Peer, reason: 'failed'): void;
  startGrace(peer: Peer): void;
}

/** How sessions become peers of a room, and come back to it. */
export class Entrance {
  constructor(private readonly room: EnteredRoom) {}

  /** Whoever has this session has a place in the room. */
  holds(session: SessionRef): boolean {
    return this.room.peers.get(session.id) !== undefined && isGenuine(this.room.name, session);
  }

  /** As `Room.join`. */
  async join(handshake: Handshake, grants: Grants): Promise<Peer | Visitor> {
    const { name, door, life, queue } = this.room;
    const session = handshake.session ?? createSession(name);
    // A room that was opened for a join that is refused closes again.
    return await life.during(async () => {
      if (!isGenuine(name, session)) throw new RequestError('session-invalid');
      const visitor = new Visitor(session, handshake, grants);
      // Asked before its turn as well: who is not let in is told at once, whatever the room has to do.
      if (door.ask(session, grants) === 'knock') return visitor;
      return await queue.run(() => this.#enter(visitor));
    });
  }

  /** As `Room.enter`. */
  async admit(visitor: Visitor): Promise<Peer> {
    const { life, queue } = this.room;
    return await life.during(async () => {
      const who = await queue.run(() => this.#enter(visitor));
      // So many were let in meanwhile that this one was forgotten.
      if (who instanceof Visitor) throw new RequestError('server-busy');
      return who;
    });
  }

  async #enter(visitor: Visitor): Promise<Peer | Visitor> {
    const { door, media, peers } = this.room;
    const { session, handshake, grants } = visitor;
    // In its turn, and in one go with the taking of the place: others may have come, or been banned, meanwhile.
    if (door.ask(session, grants) === 'knock') return visitor;
    const known = peers.get(session.id);
    // A session is its owner's alone, also where somebody else came by its secret.
    if (known && known.identity !== grants.identity) throw new RequestError('session-invalid');
    const peer = known ?? this.room.createPeer(visitor);
    peers.add(peer);
    try {
      if (known) known.update(handshake, grants);
      await media.prepareOne(peer, handshake.transports ?? { send: null, recv: null });
    } catch (error) {
      if (!known) this.room.remove(peer, 'failed');
      // It had been stopped, so that the peer would not expire while it is brought back.
      else this.#awaitClient(peer);
      throw error;
    }
    // The same session can leave by its older socket meanwhile.
    if (!peers.includes(peer)) throw new RequestError('session-expired');
    this.#awaitClient(peer);
    return peer;
  }

  #awaitClient(peer: Peer): void {
    if (this.room.peers.includes(peer) && peer.connection === 'reconnecting') this.room.startGrace(peer);
  }
}
