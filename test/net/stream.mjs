import { connect } from 'node:net';

/** @import { Socket } from 'node:net' */
/** @import { Counter } from './counter.mjs' */
/** @import { Link } from './link.mjs' */

/**
 * One TCP connection through a relay. While the link is blocked nothing passes, and what was held passes when it opens,
 * as TCP would have sent it again; an end is held as data is.
 */
export class Stream {
  #client;
  #upstream;
  #lanes;

  /**
   * @param {Socket} client
   * @param {{ host: string, port: number }} target
   * @param {Link} link
   * @param {Counter} counter
   * @param {() => void} onClose
   */
  constructor(client, target, link, counter, onClose) {
    this.#client = client;
    this.#upstream = connect({ ...target, noDelay: true, allowHalfOpen: true });
    client.setNoDelay(true);
    const up = new Lane(link, this.#upstream, 2);
    const down = new Lane(link, client, 0);
    this.#lanes = [up, down];
    client.on('data', (data) => {
      counter.count('up', data.length);
      up.push(data);
    });
    this.#upstream.on('data', (data) => {
      counter.count('down', data.length);
      down.push(data);
    });
    client.on('end', () => up.push(null));
    this.#upstream.on('end', () => down.push(null));
    // A reset of the one side is one of the other, once it has got through.
    client.on('error', () => up.push('reset'));
    this.#upstream.on('error', () => down.push('reset'));
    let open = 2;
    for (const socket of [client, this.#upstream]) {
      socket.on('close', () => {
        open -= 1;
        if (open === 0) onClose();
      });
    }
  }

  /** Nothing passes any more, and neither side is told. */
  strand() {
    for (const lane of this.#lanes) lane.stop();
  }

  /** Ends both sides at once, with a reset. */
  cut() {
    reset(this.#client);
    reset(this.#upstream);
  }
}

/**
 * Node cannot reset a socket whose end is under way. It would stay open for good, and its process too: that one spins
 * after its `exit` event. Such a socket is closed at once instead.
 *
 * @param {Socket} socket
 */
function reset(socket) {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

/** One direction of a connection: what enters leaves in its order, a delay later. */
class Lane {
  /** @type {{ due: number, data: Buffer | 'reset' | null }[]} */
  #queue = [];
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #link;
  #sink;
  #extra;
  #stopped = false;

  /**
   * @param {Link} link
   * @param {Socket} sink
   * @param {number} extra by how many delays the first data comes later. The kernel of this machine answers a client's
   * opening without delay; the round trip that it costs elsewhere is charged to what the client says first.
   */
  constructor(link, sink, extra) {
    this.#link = link;
    this.#sink = sink;
    this.#extra = extra;
  }

  /** @param {Buffer | 'reset' | null} data */
  push(data) {
    if (this.#stopped) return;
    const { delay } = this.#link;
    this.#queue.push({ due: performance.now() + delay * (1 + this.#extra), data });
    this.#extra = 0;
    this.#drain();
  }

  stop() {
    this.#stopped = true;
    this.#queue.length = 0;
    clearTimeout(this.#timer);
  }

  #drain() {
    clearTimeout(this.#timer);
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      if (this.#link.blocked) {
        this.#link.whenOpen(() => this.#drain());
        return;
      }
      const wait = next.due - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#drain(), wait);
        return;
      }
      this.#queue.shift();
      if (next.data === null) this.#sink.end();
      else if (next.data === 'reset') reset(this.#sink);
      else if (!this.#sink.destroyed) this.#sink.write(next.data);
    }
  }
}
