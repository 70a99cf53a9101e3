import type { Consumer, Device, Producer, RtpEncodingParameters } from 'mediasoup-client/types';
import type { ProduceRequest } from '../protocol/events.js';
import type { ConsumerInfo, HeldTransports, IceServer, ProducerInfo, TransportInfo } from '../protocol/snapshot.js';
import type { DtlsIdentity } from './certificate.js';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';
import { MediaTransport } from './media-transport.js';
import type { Direction, Have, OwnProducer, Step } from './reconcile.js';
import type { Signaling } from './signaling.js';
import { encodingsFor } from './simulcast.js';
import { uuid } from './uuid.js';

/** A consumer as the page gets it. */
export interface ReceivedTrack {
  readonly info: ConsumerInfo;
  readonly track: MediaStreamTrack;
  readonly stream: MediaStream;
}

export interface TransportsOptions {
  device: Device;
  identity: DtlsIdentity | null;
  /** Of the last snapshot. */
  iceServers: () => IceServer[];
  signaling: Pick<Signaling, 'request'>;
  /** Tracks of one group are played in step. */
  streamGroup: (consumer: ConsumerInfo) => string;
  /** Something that `reconcile` looks at changed by itself. */
  onChange: () => void;
  onProducer: (producer: ProducerInfo) => void;
  onProducerClosed: (id: string) => void;
  /** The track cannot be published; trying again would not help. */
  onProduceFailed: (label: string, error: RoomError) => void;
  onConsumeFailed: (consumer: ConsumerInfo, error: RoomError) => void;
}

interface Sent extends OwnProducer {
  readonly producer: Producer;
}

/** What this client holds of the media: transports, producers, consumers. Does the steps that `reconcile` asks for. */
export class Transports {
  readonly #transports: Record<Direction, MediaTransport | null> = { send: null, recv: null };
  readonly #producers = new Map<string, Sent>();
  readonly #received = new Map<string, ReceivedTrack & { consumer: Consumer }>();
  /** Consumers that the browser refused; asked for again they would be refused again. */
  readonly #refused = new Set<string>();

  constructor(private readonly options: TransportsOptions) {}

  get have(): Have {
    return {
      transports: { send: this.#transports.send?.held ?? null, recv: this.#transports.recv?.held ?? null },
      producers: this.#producers,
      consumers: new Set([...this.#received.keys(), ...this.#refused]),
    };
  }

  /** By consumer id. */
  get received(): ReadonlyMap<string, ReceivedTrack> {
    return this.#received;
  }

  /** The transports to go on with. */
  get held(): HeldTransports {
    const id = (direction: Direction): string | null => {
      const held = this.#transports[direction]?.held;
      return held && held.health !== 'dead' ? held.id : null;
    };
    return { send: id('send'), recv: id('recv') };
  }

  /** @throws RoomError of the signalling, when a request could not be made */
  async execute(steps: Step[]): Promise<void> {
    if (steps.some((step) => step.do === 'renewTransports')) {
      await this.options.signaling.request('snapshot', { transports: this.held });
      return;
    }
    for (const step of steps) if (step.do === 'createTransport') this.#createTransport(step.direction, step.info);
    await Promise.all([
      this.#executeSend(steps),
      this.#executeReceive(steps),
      ...steps.map(async (step) => {
        if (step.do === 'restartIce') await this.#transports[step.direction]?.restartIce();
      }),
    ]);
  }

  /** The server lacks the fingerprint of a transport that this client has begun to connect. */
  reconnect(infos: Record<Direction, TransportInfo>): void {
    for (const direction of ['send', 'recv'] as const) {
      const transport = this.#transports[direction];
      if (transport?.held.id === infos[direction].id && !infos[direction].connected) transport.reconnect();
    }
  }

  close(): void {
    this.#closeDirection('send');
    this.#closeDirection('recv');
  }

  #createTransport(direction: Direction, info: TransportInfo): void {
    this.#closeDirection(direction);
    const { device, identity, iceServers, signaling, onChange } = this.options;
    const certificate = identity?.certificate ?? null;
    this.#transports[direction] = new MediaTransport({
      device,
      direction,
      info,
      iceServers: iceServers(),
      certificate,
      signaling,
      onChange,
    });
  }

  #closeDirection(direction: Direction): void {
    this.#transports[direction]?.close();
    this.#transports[direction] = null;
    if (direction === 'send') this.#producers.clear();
    else {
      this.#received.clear();
      this.#refused.clear();
    }
  }

  async #executeSend(steps: Step[]): Promise<void> {
    const { signaling, onProducerClosed } = this.options;
    for (const step of steps) if (step.do === 'dropProducer') this.#dropProducer(step.label);
    const produced = steps.flatMap((step) => (step.do === 'produce' ? [this.#produceLocally(step.wanted)] : []));
    await Promise.all([
      this.#announce(produced),
      ...steps.map(async (step) => {
        if (step.do === 'replaceTrack') await this.#replaceTrack(step.wanted);
        if (step.do === 'updateProducer') await this.#updateProducer(step.wanted);
        if (step.do === 'closeProducer') {
          await signaling.request('closeProducer', { id: step.id });
          onProducerClosed(step.id);
        }
      }),
    ]);
  }

  async #produceLocally(wanted: WantedTrack): Promise<ProduceRequest | null> {
    const { device, onProduceFailed } = this.options;
    const transport = this.#transports.send?.transport;
    const { label, source, kind, track, paused, broadcast } = wanted;
    if (!transport || !track) return null;
    const id = uuid();
    try {
      if (!device.canProduce(kind)) throw new RoomError('codec-unsupported');
      const producer = await transport.produce({
        track,
        encodings: encodingsOf(wanted),
        codecOptions: { opusFec: true, opusDtx: true, videoGoogleStartBitrate: 1_000 },
        ...codecOf(wanted, device),
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: true,
        appData: { id },
      });
      this.#producers.set(label, { id, wanted, producer });
      if (paused) producer.pause();
      return { id, kind, label, source, rtpParameters: producer.rtpParameters, paused, broadcast };
    } catch (error) {
      // The transport was replaced meanwhile: the next pass produces on the new one.
      if (transport.closed) return null;
      const ended = track.readyState === 'ended';
      onProduceFailed(label, RoomError.from(error, ended ? 'track-ended' : 'media-rejected'));
      return null;
    }
  }

  async #announce(produced: Promise<ProduceRequest | null>[]): Promise<void> {
    const { signaling, onProducer, onProduceFailed } = this.options;
    const producers = (await Promise.all(produced)).filter((request) => request !== null);
    if (producers.length === 0) return;
    const answers = await signaling.request('produce', { producers });
    let lost: RoomError | null = null;
    producers.forEach(({ rtpParameters: _, ...info }, index) => {
      const error = answers[index];
      if (!error) {
        onProducer(info);
        return;
      }
      this.#dropProducer(info.label);
      // The server's transport went meanwhile: the track is still wanted, on the next one.
      if (error.code === 'transport-not-found') lost = RoomError.fromWire(error);
      else onProduceFailed(info.label, RoomError.fromWire(error));
    });
    if (lost !== null) throw lost as RoomError;
  }

  #dropProducer(label: string): void {
    this.#producers.get(label)?.producer.close();
    this.#producers.delete(label);
  }

  async #replaceTrack(wanted: WantedTrack): Promise<void> {
    const sent = this.#producers.get(wanted.label);
    if (!sent) return;
    await sent.producer.replaceTrack({ track: wanted.track });
    this.#producers.set(wanted.label, { ...sent, wanted });
  }

  async #updateProducer({ label, paused }: WantedTrack): Promise<void> {
    const { signaling, onProducer } = this.options;
    const sent = this.#producers.get(label);
    if (!sent) return;
    // Silent here before the server hears of it; live again only after.
    if (paused) sent.producer.pause();
    await signaling.request('updateProducer', { id: sent.id, paused });
    if (!paused) sent.producer.resume();
    const { kind, source, broadcast } = sent.wanted;
    onProducer({ id: sent.id, kind, label, source, paused, broadcast });
  }

  async #executeReceive(steps: Step[]): Promise<void> {
    for (const step of steps) if (step.do === 'dropConsumers') step.ids.forEach((id) => this.#dropConsumer(id));
    await Promise.all(steps.flatMap((step) => (step.do === 'consume' ? [this.#consume(step.consumers)] : [])));
  }

  async #consume(infos: ConsumerInfo[]): Promise<void> {
    const transport = this.#transports.recv?.transport;
    if (!transport) return;
    // All in one turn: mediasoup-client puts them into one negotiation.
    await Promise.all(infos.map((info) => this.#consumeOne(info)));
    const waiting = infos.filter(({ id, ready }) => !ready && this.#received.has(id)).map(({ id }) => ({ id }));
    if (waiting.length === 0) return;
    const consumers = waiting.map(({ id }) => ({ id, ready: true as const }));
    await this.options.signaling.request('updateConsumers', { consumers }).catch((error: unknown) => {
      // One of them was closed meanwhile; the others come with the snapshot or event that told it.
      if (!(error instanceof RoomError && error.code === 'consumer-not-found')) throw error;
    });
  }

  async #consumeOne(info: ConsumerInfo): Promise<void> {
    const transport = this.#transports.recv?.transport;
    if (!transport) return;
    const { id, producerId, kind, rtpParameters } = info;
    try {
      const streamId = this.options.streamGroup(info);
      const consumer = await transport.consume({ id, producerId, kind, rtpParameters, streamId });
      const { track } = consumer;
      this.#received.set(id, { info, consumer, track, stream: new MediaStream([track]) });
    } catch (error) {
      if (transport.closed) return;
      this.#refused.add(id);
      this.options.onConsumeFailed(info, RoomError.from(error, 'media-rejected'));
    }
  }

  #dropConsumer(id: string): void {
    this.#received.get(id)?.consumer.close();
    this.#received.delete(id);
    this.#refused.delete(id);
  }
}

function encodingsOf(wanted: WantedTrack): RtpEncodingParameters[] {
  return wanted.encodings ?? encodingsFor(wanted.kind, wanted.source, wanted.track?.getSettings().width);
}

function codecOf({ codec }: WantedTrack, device: Device) {
  if (codec === null) return {};
  const found = device.sendRtpCapabilities.codecs?.find(
    ({ mimeType }) => mimeType.toLowerCase() === codec.toLowerCase(),
  );
  if (!found) throw new RoomError('codec-unsupported', `This browser and server have no ${codec} in common.`);
  return { codec: found };
}
