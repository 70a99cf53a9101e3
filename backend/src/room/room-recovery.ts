import type { Logger } from 'pino';
import type { HeldTransports } from 'sfu-room/protocol';
import type { Peer } from './peer.js';
import type { RoomMedia } from './room-media.js';
import type { RoomPeers } from './room-peers.js';
import type { RecoveryCause } from './server-events.js';
import type { TaskQueue } from './task-queue.js';

/** What recovery needs of its room. */
export interface RecoveringRoom {
  readonly name: string;
  readonly peers: RoomPeers;
  readonly media: RoomMedia;
  /** In which joins, snapshots and the rebuilding take turns. */
  readonly queue: TaskQueue;
  isClosed(): boolean;
  sendSnapshot(peer: Peer): void;
  startGrace(peer: Peer): void;
  recovered(peer: Peer, cause: RecoveryCause): void;
}

/** Makes anew what has failed of a room's media. What a client lacks then, its next snapshot tells it. */
export class RoomRecovery {
  constructor(
    private readonly room: RecoveringRoom,
    private readonly logger: Logger,
  ) {}

  /** As `Room.renew`. */
  renew(peer: Peer, held: HeldTransports | null): Promise<void> {
    const { queue, peers, media } = this.room;
    return queue.run(async () => {
      if (!peers.includes(peer)) return;
      await media.prepareOne(peer, held);
      this.room.sendSnapshot(peer);
    });
  }

  /** A part of a peer's media has failed alone. */
  mend(peer: Peer): void {
    // Who is away gets a snapshot when coming back.
    if (peer.connection === 'reconnecting') return;
    this.logger.info({ peer: peer.id }, 'media failed alone, mending');
    this.room.recovered(peer, 'transport');
    this.renew(peer, null).catch((error: unknown) => {
      if (!this.room.isClosed()) this.logger.error({ err: error, peer: peer.id }, 'media not mended');
    });
  }

  /** After a worker's death: new media for everyone. */
  rebuild(): void {
    const { room, logger } = this;
    if (room.isClosed()) return;
    logger.warn({ peers: room.peers.size }, 'room lost its worker, rebuilding');
    room.queue
      .run(() => this.#rebuild())
      .catch((error: unknown) => {
        if (room.isClosed()) return;
        logger.error({ err: error }, 'room not rebuilt');
        // Not for ever in one go: joins, and their refusals, come in between.
        if (!room.media.live) this.rebuild();
      });
  }

  async #rebuild(): Promise<void> {
    const { room } = this;
    if (room.isClosed()) return;
    const peers = [...room.peers];
    const failed = await room.media.prepare(peers, null);
    for (const [peer, error] of failed) this.#cutOff(peer, error);
    for (const peer of peers) {
      room.sendSnapshot(peer);
      if (!failed.has(peer)) room.recovered(peer, 'worker');
    }
  }

  /** It has no media, and none can be made now: its client comes again, as after a lost socket. */
  #cutOff(peer: Peer, error: unknown): void {
    const { room, logger } = this;
    if (!room.peers.includes(peer)) return;
    logger.error({ err: error, peer: peer.id }, 'no media for a peer, cutting it off');
    peer.closeMedia();
    // Who is away already has its time running.
    if (peer.connection === 'reconnecting') return;
    peer.hangUp();
    room.startGrace(peer);
    room.peers.tellChanged(peer);
  }
}
