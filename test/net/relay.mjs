import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Counter } from './counter.mjs';
import { Flow } from './flow.mjs';
import { Link } from './link.mjs';
import { Stream } from './stream.mjs';

/** Where relays listen, and where the servers behind them do: the same ports on two addresses of this machine. */
export const RELAY_HOST = '127.0.0.3';
export const SERVER_HOST = '127.0.0.2';

/**
 * A network link with a will of its own, in userspace: what comes to a port of RELAY_HOST goes to the same port of
 * SERVER_HOST and back, late, not at all, or from another port, as it is told.
 */
export class Relay {
  tcp = new Counter();
  udp = new Counter();
  #port;
  #link = new Link();
  /** @type {Set<Stream>} */
  #streams = new Set();
  /** @type {Map<string, Flow>} */
  #flows = new Map();
  #server = this.#createServer();
  #socket = createSocket('udp4');

  /**
   * @param {number} port of both addresses, for TCP and UDP
   * @param {{ delay?: number }} [options] delay: one way, in ms
   */
  static async open(port, { delay = 0 } = {}) {
    const relay = new Relay(port);
    relay.delay = delay;
    try {
      await relay.#listen();
      relay.#socket.bind(port, RELAY_HOST);
      await once(relay.#socket, 'listening');
    } catch (error) {
      await relay.close();
      throw error;
    }
    return relay;
  }

  /** @param {number} port */
  constructor(port) {
    this.#port = port;
    this.#socket.on('message', (data, { address, port: from }) => this.#flow(address, from).send(data));
  }

  get port() {
    return this.#port;
  }

  /** One way, in ms. What is under way keeps the delay that it has. */
  get delay() {
    return this.#link.delay;
  }

  set delay(ms) {
    this.#link.delay = ms;
  }

  /** From now on nothing passes, and nobody is told. TCP holds what it has to say, UDP loses it. */
  block() {
    this.#link.block();
  }

  unblock() {
    this.#link.unblock();
  }

  /** The TCP connections there are go silent for good, without an end; new ones pass. */
  strand() {
    for (const stream of this.#streams) stream.strand();
  }

  /** Resets all TCP connections, and refuses new ones until `mend()`. */
  async cut() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const stream of this.#streams) stream.cut();
    await closed;
  }

  async mend() {
    this.#server = this.#createServer();
    await this.#listen();
  }

  /** The server sees every UDP client under another port from now on. */
  rebind() {
    for (const flow of this.#flows.values()) flow.rebind();
  }

  /** The UDP clients there are: address and port of each. */
  get clients() {
    return [...this.#flows.keys()];
  }

  /**
   * A part of the packets of these UDP clients is lost from now on, both ways.
   *
   * @param {number} part 0 to 1
   * @param {string[]} clients of `clients`
   */
  lose(part, clients) {
    for (const client of clients) {
      const flow = this.#flows.get(client);
      if (flow) flow.loss = part;
    }
  }

  async close() {
    for (const stream of this.#streams) stream.cut();
    for (const flow of this.#flows.values()) flow.close();
    const closing = [
      new Promise((resolve) => this.#server.close(resolve)),
      new Promise((resolve) => this.#socket.close(() => resolve(undefined))),
    ];
    await Promise.all(closing);
  }

  get #target() {
    return { host: SERVER_HOST, port: this.#port };
  }

  #createServer() {
    return createServer({ allowHalfOpen: true }, (client) => {
      const stream = new Stream(client, this.#target, this.#link, this.tcp, () => this.#streams.delete(stream));
      this.#streams.add(stream);
    });
  }

  async #listen() {
    this.#server.listen(this.#port, RELAY_HOST);
    await once(this.#server, 'listening');
  }

  /**
   * @param {string} address
   * @param {number} port
   */
  #flow(address, port) {
    const key = `${address}:${port}`;
    const known = this.#flows.get(key);
    if (known) return known;
    const flow = new Flow(this.#target, this.#link, this.udp, (data) => this.#socket.send(data, port, address));
    this.#flows.set(key, flow);
    return flow;
  }
}
