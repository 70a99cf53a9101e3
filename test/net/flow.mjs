import { createSocket } from 'node:dgram';

/** @import { Socket } from 'node:dgram' */
/** @import { Counter } from './counter.mjs' */
/** @import { Link } from './link.mjs' */

/** The packets of one UDP client through a relay. While the link is blocked they are lost. */
export class Flow {
  #target;
  #link;
  #counter;
  #answer;
  /** @type {Socket} */
  #upstream;
  /** What part of the packets is lost, 0 to 1, both ways. */
  loss = 0;
  /** Packets that are still to be lost: of a fifth it is each fifth, and no test depends on luck. */
  #owed = 0;

  /**
   * @param {{ host: string, port: number }} target
   * @param {Link} link
   * @param {Counter} counter
   * @param {(data: Buffer) => void} answer to the client
   */
  constructor(target, link, counter, answer) {
    this.#target = target;
    this.#link = link;
    this.#counter = counter;
    this.#answer = answer;
    this.#upstream = this.#open();
  }

  /** @param {Buffer} data */
  send(data) {
    this.#counter.count('up', data.length);
    this.#pass(() => this.#upstream.send(data, this.#target.port, this.#target.host));
  }

  /** The server sees the client under another port from now on; what it sends to the old one is lost. */
  rebind() {
    this.#upstream.close();
    this.#upstream = this.#open();
  }

  close() {
    this.#upstream.close();
  }

  #open() {
    const socket = createSocket('udp4');
    socket.on('message', (data) => {
      this.#counter.count('down', data.length);
      this.#pass(() => {
        // What is under way to a port that is no more does not arrive.
        if (socket === this.#upstream) this.#answer(data);
      });
    });
    // Such as a target that is not there (any more): for UDP that is loss.
    socket.on('error', () => undefined);
    return socket;
  }

  /** @param {() => void} forward */
  #pass(forward) {
    if (this.#link.blocked) return;
    this.#owed += this.loss;
    if (this.#owed >= 1) {
      this.#owed -= 1;
      return;
    }
    const deliver = () => {
      if (this.#link.blocked) return;
      try {
        forward();
      } catch {
        // Closed meanwhile.
      }
    };
    if (this.#link.delay === 0) deliver();
    else setTimeout(deliver, this.#link.delay);
  }
}
