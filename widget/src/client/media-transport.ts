import type { Device, DtlsParameters, Transport } from 'mediasoup-client/types';
import type { IceServer, TransportInfo } from '../protocol/snapshot.js';
import type { Direction, HeldTransport } from './reconcile.js';
import type { Signaling } from './signaling.js';

/** How long a connection may be `disconnected` before its ICE is restarted, in ms: one lost consent check is no reason. */
const ICE_PATIENCE = 2_000;

export interface MediaTransportOptions {
  device: Device;
  direction: Direction;
  info: TransportInfo;
  iceServers: IceServer[];
  certificate: RTCCertificate | null;
  signaling: Pick<Signaling, 'request'>;
  /** Its health changed. */
  onChange: () => void;
}

/** One direction of media to the server, and how well it is. */
export class MediaTransport {
  readonly transport: Transport;
  #health: HeldTransport['health'] = 'well';
  #restarted = false;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #dtlsParameters: DtlsParameters | null = null;

  constructor(private readonly options: MediaTransportOptions) {
    const { device, direction, info, iceServers, certificate } = options;
    const create = direction === 'send' ? 'createSendTransport' : 'createRecvTransport';
    this.transport = device[create]({
      ...info,
      iceServers: iceServers.map((server) => ({ ...server, urls: [server.urls].flat() })),
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
        this.#setHealth('well');
      } else if (state === 'failed') this.#setHealth(this.#restarted ? 'dead' : 'broken');
      else if (state === 'disconnected') this.#patience = setTimeout(() => this.#setHealth('broken'), ICE_PATIENCE);
    });
    // The producer is told to the server by its own request, several in one message.
    this.transport.on('produce', ({ appData }, callback) => callback({ id: String(appData.id) }));
  }

  get held(): HeldTransport {
    return { id: this.transport.id, health: this.#health };
  }

  /** The server does not know the fingerprint, though it was sent: the request was lost with its socket. */
  reconnect(): void {
    if (this.#dtlsParameters) this.#connect();
  }

  async restartIce(): Promise<void> {
    this.#restarted = true;
    this.#health = 'well';
    const iceParameters = await this.options.signaling.request('restartIce', { transportId: this.transport.id });
    if (!this.transport.closed) await this.transport.restartIce({ iceParameters });
  }

  close(): void {
    clearTimeout(this.#patience);
    this.transport.close();
  }

  #connect(): void {
    const dtlsParameters = this.#dtlsParameters;
    if (!dtlsParameters) return;
    this.options.signaling.request('connectTransport', { transportId: this.transport.id, dtlsParameters }).catch(() => {
      // A lost socket: `reconnect()` follows with the next snapshot. A refusal: the transport never connects, and
      // the connection state tells.
    });
  }

  #setHealth(health: HeldTransport['health']): void {
    if (this.#health === health) return;
    this.#health = health;
    this.options.onChange();
  }
}
