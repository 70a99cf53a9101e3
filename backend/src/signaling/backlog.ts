import type { RoomSocket } from './socket-channel.js';

/**
 * As much may wait for a client that does not read, in characters: a snapshot of the largest room, with all that piles
 * up on a link which just holds the pings.
 */
const MAX_BACKLOG = 4_000_000;

/**
 * Closes a connection for which too much waits to be sent. Its client may answer every ping and still read nothing, and
 * the server would keep all that for it; one that only was slow comes back, and its snapshot tells it everything.
 * @param onFull it is about to be closed
 * @returns what ends the watch
 */
export function limitBacklog(conn: RoomSocket['conn'], onFull: () => void): () => void {
  let waiting = 0;
  const noted = ({ data }: { data?: unknown }): void => {
    waiting += typeof data === 'string' ? data.length : 0;
    if (waiting <= MAX_BACKLOG) return;
    // A turn later: this may be in the middle of a broadcast. By then it may also be on its way, all at once.
    setImmediate(() => {
      if (waiting <= MAX_BACKLOG) return;
      waiting = 0;
      onFull();
      conn.close(true);
    });
  };
  const sent = (): void => {
    waiting = 0;
  };
  conn.on('packetCreate', noted).on('flush', sent);
  return () => {
    conn.off('packetCreate', noted).off('flush', sent);
  };
}
