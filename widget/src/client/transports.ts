import type { Consumer, Device, Producer, ProducerCodecOptions } from 'mediasoup-client/types';
import type { WireError } from '../protocol/errors.js';
import type { ConsumerUpdate, ProduceRequest } from '../protocol/events.js';
import type { ConsumerInfo, HeldTransports, IceServer, TransportInfo } from '../protocol/snapshot.js';
import type { DtlsIdentity } from './certificate.js';
import { RoomError } from './errors.js';
import type { OwnProducerInfo } from './fact.js';
import type { WantedTrack } from './intent.js';
import { MediaTransport } from './media-transport.js';
import type { Direction, Have, OwnProducer, Step } from './reconcile.js';
import type { Signaling } from './signaling.js';
import { encodingsOf } from './simulcast.js';
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
  /** Microphones or cameras of others should be arriving. */
  expectsMedia: () => boolean;
  /** Something that `reconcile` looks at changed by itself. */
  onChange: () => void;
  /** Whether a label is to be muted, as of now. */
  wantsPaused: (label: string) => boolean;
  onProducer: (producer: OwnProducerInfo) => void;
  onProducerClosed: (id: string) => void;
  onConsumersUpdated: (updates: ConsumerUpdate[]) => void;
  /** The track cannot be published; trying again would not help. */
  onProduceFailed: (wanted: WantedTrack, error: RoomError) => void;
  onConsumeFailed: (consumer: ConsumerInfo, error: RoomError) => void;
}

/** Speech survives lost packets and costs nothing in silence; pictures begin in a size that is worth looking at. */
const CODEC_OPTIONS: ProducerCodecOptions = { opusFec: true, opusDtx: true, videoGoogleStartBitrate: 1_000 };

/** Sends here, and is to be told to the server. */
interface Produced {
  readonly wanted: WantedTrack;
  readonly request: ProduceRequest;
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
      refused: this.#refused,
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
    const { device, identity, iceServers, signaling, expectsMedia, onChange } = this.options;
    const certificate = identity?.certificate ?? null;
    this.#transports[direction] = new MediaTransport({
      device,
      direction,
      info,
      iceServers: iceServers(),
      certificate,
      signaling,
      expectsMedia,
      onChange,
    });
  }

  #closeDirection(direction: Direction): void {
    const transport = this.#transports[direction];
    // First, so that what closes with the transport is not taken for what closes by itself.
    this.#transports[direction] = null;
    if (direction === 'send') this.#producers.clear();
    else {
      this.#received.clear();
      this.#refused.clear();
    }
    transport?.close();
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
        if (step.do === 'setLayer') await this.#setLayer(step.label, step.layer);
        if (step.do === 'closeProducer') {
          await signaling.request('closeProducer', { id: step.id }).catch(unlessGone);
          onProducerClosed(step.id);
        }
      }),
    ]);
  }

  async #produceLocally(wanted: WantedTrack): Promise<Produced | null> {
    const { device, onProduceFailed, onChange } = this.options;
    const transport = this.#transports.send?.transport;
    const { label, source, kind, track, paused, broadcast } = wanted;
    if (!transport || !track) return null;
    const id = uuid();
    try {
      if (!device.canProduce(kind)) throw new RoomError('codec-unsupported');
      const encodings = encodingsOf(wanted);
      const producer = await transport.produce({
        track,
        encodings,
        codecOptions: CODEC_OPTIONS,
        ...codecOf(wanted, device),
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: true,
        appData: { id },
      });
      this.#producers.set(label, { id, wanted, producer, layer: undefined, encodings: encodings.length, paused });
      producer.observer.once('close', () => {
        if (this.#producers.get(label)?.producer !== producer) return;
        this.#producers.delete(label);
        onChange();
      });
      if (paused) producer.pause();
      const { width = 0, height = 0 } = track.getSettings();
      const { rtpParameters } = producer;
      return { wanted, request: { id, kind, label, source, rtpParameters, paused, broadcast, width, height } };
    } catch (error) {
      // The transport was replaced meanwhile: the next pass produces on the new one.
      if (transport.closed) return null;
      const ended = track.readyState === 'ended';
      onProduceFailed(wanted, RoomError.from(error, ended ? 'track-ended' : 'media-rejected'));
      return null;
    }
  }

  async #announce(made: Promise<Produced | null>[]): Promise<void> {
    const { signaling, onProducer, onProduceFailed } = this.options;
    const produced = (await Promise.all(made)).filter((one) => one !== null);
    if (produced.length === 0) return;
    const answers = await signaling.request('produce', { producers: produced.map(({ request }) => request) });
    produced.forEach(({ wanted, request: { rtpParameters: _, ...info } }, index) => {
      const error = answers[index];
      if (!error) {
        onProducer(info);
        return;
      }
      this.#dropProducer(info.label);
      if (!isPassing(error)) onProduceFailed(wanted, RoomError.fromWire(error));
    });
    const lost = answers.find((error) => error && isPassing(error));
    if (lost) throw RoomError.fromWire(lost);
  }

  #dropProducer(label: string): void {
    const sent = this.#producers.get(label);
    this.#producers.delete(label);
    sent?.producer.close();
  }

  async #replaceTrack(wanted: WantedTrack): Promise<void> {
    const sent = this.#producers.get(wanted.label);
    if (!sent) return;
    try {
      await sent.producer.replaceTrack({ track: wanted.track });
      this.#update(wanted.label, sent, { wanted });
    } catch (error) {
      // Dropped meanwhile: the next pass sees what is to be done instead.
      if (sent.producer.closed) return;
      const ended = wanted.track?.readyState === 'ended';
      this.options.onProduceFailed(wanted, RoomError.from(error, ended ? 'track-ended' : 'media-rejected'));
    }
  }

  async #setLayer(label: string, layer: number | null): Promise<void> {
    const sent = this.#producers.get(label);
    if (!sent) return;
    try {
      // -1 is below the lowest: nothing is encoded.
      if (sent.producer.kind === 'video') await sent.producer.setMaxSpatialLayer(layer ?? -1);
    } catch {
      // Dropped meanwhile, or a browser that cannot: it goes on sending what nobody looks at, and nothing else is harmed.
    }
    this.#update(label, sent, { layer });
  }

  /** Of a producer that may have gone, or changed otherwise, meanwhile. */
  #update(label: string, { producer }: Sent, change: Partial<Sent>): void {
    const now = this.#producers.get(label);
    if (now?.producer === producer) this.#producers.set(label, { ...now, ...change });
  }

  async #updateProducer({ label, paused }: WantedTrack): Promise<void> {
    const { signaling, onProducer } = this.options;
    const sent = this.#producers.get(label);
    if (!sent) return;
    // Silent here before the server hears of it; live again only after.
    if (paused) {
      sent.producer.pause();
      this.#update(label, sent, { paused });
    }
    try {
      await signaling.request('updateProducer', { id: sent.id, paused });
    } catch (error) {
      unlessGone(error);
      // The next pass publishes the label anew.
      this.options.onProducerClosed(sent.id);
      return;
    }
    // Muted again while the answer was under way: the next pass tells the server, and nothing is heard until then.
    if (!paused && !this.options.wantsPaused(label)) {
      sent.producer.resume();
      this.#update(label, sent, { paused });
    }
    const { kind, source, broadcast } = sent.wanted;
    onProducer({ id: sent.id, kind, label, source, paused, broadcast });
  }

  async #executeReceive(steps: Step[]): Promise<void> {
    for (const step of steps) if (step.do === 'dropConsumers') step.ids.forEach((id) => this.#dropConsumer(id));
    await Promise.all(
      steps.map(async (step) => {
        if (step.do === 'consume') await this.#consume(step.consumers);
        if (step.do === 'updateConsumers') await this.#updateConsumers(step.updates);
      }),
    );
  }

  async #consume(infos: ConsumerInfo[]): Promise<void> {
    const transport = this.#transports.recv?.transport;
    if (!transport) return;
    // All in one turn: mediasoup-client puts them into one negotiation.
    await Promise.all(infos.map((info) => this.#consumeOne(info)));
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
      consumer.observer.once('close', () => {
        if (this.#received.get(id)?.consumer !== consumer) return;
        this.#received.delete(id);
        this.options.onChange();
      });
    } catch (error) {
      if (transport.closed) return;
      this.#refused.add(id);
      this.options.onConsumeFailed(info, RoomError.from(error, 'media-rejected'));
    }
  }

  async #updateConsumers(consumers: ConsumerUpdate[]): Promise<void> {
    await this.options.signaling.request('updateConsumers', { consumers }).catch((error: unknown) => {
      // One of them has just been closed, of which an event tells; the server has updated the others.
      if (!(error instanceof RoomError && error.code === 'consumer-not-found')) throw error;
    });
    this.options.onConsumersUpdated(consumers);
  }

  #dropConsumer(id: string): void {
    const received = this.#received.get(id);
    this.#received.delete(id);
    this.#refused.delete(id);
    received?.consumer.close();
  }
}

/** What the server no longer has need not be closed or changed there. */
function unlessGone(error: unknown): void {
  if (!(error instanceof RoomError && error.code === 'producer-not-found')) throw error;
}

/** The track is still wanted: on the next transport when the server's went meanwhile, or under another id. */
function isPassing({ code }: WireError): boolean {
  return code === 'transport-not-found' || code === 'producer-exists';
}

function codecOf({ codec }: WantedTrack, device: Device) {
  if (codec === null) return {};
  const found = device.sendRtpCapabilities.codecs?.find(
    ({ mimeType }) => mimeType.toLowerCase() === codec.toLowerCase(),
  );
  if (!found) throw new RoomError('codec-unsupported', `This browser and server have no ${codec} in common.`);
  return { codec: found };
}
