import type { Device, DtlsParameters, Transport } from 'mediasoup-client/types';
import type { IceServer, TransportInfo } from '../protocol/snapshot.js';
import type { Direction, HeldTransport } from './reconcile.js';
import { remedyDelay } from './reconnect-policy.js';
import type { Signaling } from './signaling.js';
import { StallWatch } from './stall-watch.js';

/** How long a connection may be `disconnected` before its ICE is restarted, in ms: one lost consent check is no reason. */
const ICE_PATIENCE = 2_000;

/** How often it is looked at whether media arrives, in ms. */
const WATCH_INTERVAL = 300;

/** How long what was sent last may be ago for feedback to be expected, in ms. */
const FEEDBACK_PATIENCE = 800;

/** Of one direction, over all the transports that it takes. */
export interface Failures {
  /** Since there was a connection. */
  inRow: number;
}

export interface MediaTransportOptions {
  device: Device;
  direction: Direction;
  info: TransportInfo;
  /** As the last snapshot told them. */
  iceServers: () => IceServer[];
  certificate: RTCCertificate | null;
  signaling: Pick<Signaling, 'request'>;
  failures: Failures;
  /** In the direction `recv`: there is media that should be arriving. */
  expectsMedia: () => boolean;
  /** Its health changed. */
  onChange: () => void;
}

/** One direction of media to the server, and how well it is. */
export class MediaTransport {
  readonly transport: Transport;
  #health: HeldTransport['health'] = 'well';
  #restarted = false;
  #closed = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #dtlsParameters: DtlsParameters | null = null;
  readonly #stalls = new StallWatch();
  #watch: ReturnType<typeof setTimeout> | undefined;
  #received = 0;
  #sent = { packets: 0, at: 0 };

  constructor(private readonly options: MediaTransportOptions) {
    const { device, direction, info, certificate, failures } = options;
    const create = direction === 'send' ? 'createSendTransport' : 'createRecvTransport';
    this.transport = device[create]({
      ...info,
      iceServers: this.#iceServers,
      ...(certificate ? { additionalSettings: { certificates: [certificate] } } : {}),
    });
    this.transport.on('connect', ({ dtlsParameters }, callback) => {
      // Called back at once: waiting for the server's answer would cost a round trip before ICE begins.
      callback();
      this.#dtlsParameters = dtlsParameters;
      if (!info.connected) this.#connect();
    });
    this.transport.on('connectionstatechange', (state) => {
      clearTimeout(this.#patience);
      if (state === 'connected') {
        this.#restarted = false;
        failures.inRow = 0;
        this.#setHealth('well');
      } else if (state === 'failed') this.#fail(remedyDelay(++failures.inRow));
      else if (state === 'disconnected') this.#patience = setTimeout(() => this.#setHealth('broken'), ICE_PATIENCE);
    });
    // The producer is told to the server by its own request, several in one message.
    this.transport.on('produce', ({ appData }, callback) => callback({ id: String(appData.id) }));
    // By something else than `close()` of this object.
    this.transport.observer.once('close', () => this.#setHealth('dead'));
    this.#watchOn();
  }

  get held(): HeldTransport {
    return { id: this.transport.id, health: this.#health };
  }

  get connected(): boolean {
    return this.transport.connectionState === 'connected';
  }

  /** The server does not know the fingerprint, though it was sent: the request was lost with its socket. */
  reconnect(): void {
    if (this.#dtlsParameters) this.#connect();
  }

  /** The server was reached anew, perhaps over another network: what has failed waits no longer for its remedy. */
  retry(): void {
    this.options.failures.inRow = 0;
    if (this.transport.connectionState !== 'failed') return;
    clearTimeout(this.#patience);
    this.#fail(0);
  }

  async restartIce(): Promise<void> {
    this.#restarted = true;
    this.#health = 'well';
    try {
      const iceParameters = await this.options.signaling.request('restartIce', { transportId: this.transport.id });
      if (this.transport.closed) return;
      // A TURN server takes those that the transport was made with only for a time.
      await this.transport.updateIceServers({ iceServers: this.#iceServers });
      await this.transport.restartIce({ iceParameters });
    } catch (error) {
      // The browser tells `failed` once: without this nothing would ever try again.
      this.#restarted = false;
      if (this.held.health === 'well') this.#health = 'broken';
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#patience);
    clearTimeout(this.#watch);
    this.transport.close();
  }

  get #iceServers(): RTCIceServer[] {
    return this.options.iceServers().map((server) => ({ ...server, urls: [server.urls].flat() }));
  }

  #watchOn(): void {
    this.#watch = setTimeout(() => {
      this.#look()
        .catch(() => undefined) // closed meanwhile
        .finally(() => {
          if (!this.transport.closed) this.#watchOn();
        });
    }, WATCH_INTERVAL);
  }

  /** Has the path gone silent? The browser would tell only after 5 to 7 s. */
  async #look(): Promise<void> {
    if (!this.connected) return;
    const counts = countsOf(await this.transport.getStats());
    // Not every browser counts.
    if (!counts) return;
    const now = performance.now();
    // An ICE restart that helped leaves no trace in the connection's state.
    if (counts.received > this.#received) this.#restarted = false;
    this.#received = counts.received;
    if (counts.sent !== this.#sent.packets) this.#sent = { packets: counts.sent, at: now };
    const { direction, expectsMedia } = this.options;
    // Whoever sends media gets feedback for it, ten times a second.
    const expected = direction === 'send' ? now - this.#sent.at < FEEDBACK_PATIENCE : expectsMedia();
    if (this.#stalls.isStalled({ received: counts.received, expected }, now)) this.#setHealth('broken');
  }

  #connect(): void {
    const dtlsParameters = this.#dtlsParameters;
    if (!dtlsParameters) return;
    this.options.signaling.request('connectTransport', { transportId: this.transport.id, dtlsParameters }).catch(() => {
      // A lost socket: `reconnect()` follows with the next snapshot. A refusal: the transport never connects, and
      // the connection state tells.
    });
  }

  /** @param delay of the remedy, in ms */
  #fail(delay: number): void {
    if (delay > 0) this.#patience = setTimeout(() => this.#fail(0), delay);
    else this.#setHealth(this.#restarted ? 'dead' : 'broken');
  }

  #setHealth(health: HeldTransport['health']): void {
    if (this.#closed || this.#health === health || this.#health === 'dead') return;
    this.#health = health;
    this.options.onChange();
  }
}

/** Packets of a connection, of media and of its feedback; null where the browser does not count them. */
function countsOf(stats: RTCStatsReport): { received: number; sent: number } | null {
  for (const entry of stats.values() as Iterable<Record<string, unknown>>) {
    if (entry.type !== 'transport' || entry.packetsReceived === undefined) continue;
    return { received: Number(entry.packetsReceived), sent: Number(entry.packetsSent) };
  }
  return null;
}
