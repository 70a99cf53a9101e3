import type { Producer, ProducerCodecOptions, Transport } from 'mediasoup-client/types';
import type { ProduceRequest } from '../protocol/events.js';
import { MAX_PRODUCERS } from '../protocol/limits.js';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';
import type { OwnProducer, Step } from './reconcile.js';
import { isPassing, unlessGone } from './refusals.js';
import { settleAll } from './settle-all.js';
import { encodingsOf, sizeOf } from './simulcast.js';
import type { TransportsOptions } from './transports-options.js';
import { uuid } from './uuid.js';
import { wantedCodec } from './wanted-codec.js';

/** A track that this client sends. */
export interface SentTrack {
  readonly label: string;
  readonly producer: Pick<Producer, 'kind' | 'track' | 'rtpParameters'>;
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

/** The producers of this client, by label. */
export class SentProducers {
  readonly #sent = new Map<string, Sent>();

  /** @param transport null: there is none to send on yet */
  constructor(
    private readonly transport: () => Transport | null,
    private readonly options: TransportsOptions,
  ) {}

  get byLabel(): ReadonlyMap<string, OwnProducer> {
    return this.#sent;
  }

  get tracks(): SentTrack[] {
    return [...this.#sent].map(([label, { producer }]) => ({ label, producer }));
  }

  /** Their transport closes. */
  clear(): void {
    this.#sent.clear();
  }

  /** @throws RoomError of the signalling, when a request could not be made */
  async execute(steps: Step[]): Promise<void> {
    const { signaling, onProducerClosed } = this.options;
    for (const step of steps) if (step.do === 'dropProducer') this.#drop(step.label);
    const produced = steps.flatMap((step) => (step.do === 'produce' ? [this.#produceLocally(step.wanted)] : []));
    await settleAll([
      this.#announce(produced),
      ...steps.map(async (step) => {
        if (step.do === 'replaceTrack') await this.#replaceTrack(step.wanted);
        if (step.do === 'updateProducer') await this.#updatePause(step.wanted);
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
    const transport = this.transport();
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
        ...wantedCodec(wanted, device),
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: true,
        appData: { id },
      });
      this.#sent.set(label, { id, wanted, producer, layer: undefined, encodings: encodings.length, paused });
      producer.observer.once('close', () => {
        if (this.#sent.get(label)?.producer !== producer) return;
        this.#sent.delete(label);
        onChange();
      });
      if (paused) producer.pause();
      const { rtpParameters } = producer;
      return { wanted, request: { id, kind, label, source, rtpParameters, paused, broadcast, ...sizeOf(track) } };
    } catch (error) {
      // The transport was replaced meanwhile: the next pass produces on the new one.
      if (transport.closed) return null;
      const ended = track.readyState === 'ended';
      onProduceFailed(wanted, RoomError.from(error, ended ? 'track-ended' : 'media-rejected'));
      return null;
    }
  }

  async #announce(made: Promise<Produced | null>[]): Promise<void> {
    const produced = (await Promise.all(made)).filter((one) => one !== null);
    const requests = Array.from({ length: Math.ceil(produced.length / MAX_PRODUCERS) }, (_, index) =>
      produced.slice(index * MAX_PRODUCERS, (index + 1) * MAX_PRODUCERS),
    );
    await settleAll(requests.map((some) => this.#announceSome(some)));
  }

  async #announceSome(produced: Produced[]): Promise<void> {
    const { signaling, onProducer, onProduceFailed } = this.options;
    const answers = await signaling.request('produce', { producers: produced.map(({ request }) => request) });
    produced.forEach(({ wanted, request: { rtpParameters: _, ...info } }, index) => {
      const error = answers[index];
      if (!error) {
        onProducer(info);
        return;
      }
      this.#drop(info.label);
      if (!isPassing(error)) onProduceFailed(wanted, RoomError.fromWire(error));
    });
    const lost = answers.find((error) => error && isPassing(error));
    if (lost) throw RoomError.fromWire(lost);
  }

  #drop(label: string): void {
    const sent = this.#sent.get(label);
    this.#sent.delete(label);
    sent?.producer.close();
  }

  async #replaceTrack(wanted: WantedTrack): Promise<void> {
    const sent = this.#sent.get(wanted.label);
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
    const sent = this.#sent.get(label);
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
    const now = this.#sent.get(label);
    if (now?.producer === producer) this.#sent.set(label, { ...now, ...change });
  }

  async #updatePause({ label, paused }: WantedTrack): Promise<void> {
    const { signaling, onProducer } = this.options;
    const sent = this.#sent.get(label);
    if (!sent) return;
    // Silent here before the server hears of it; live again only after.
    if (paused) {
      sent.producer.pause();
      this.#update(label, sent, { paused });
    }
    const { kind, source, broadcast, track } = sent.wanted;
    const size = kind === 'video' && track?.readyState === 'live' ? sizeOf(track) : {};
    try {
      await signaling.request('updateProducer', { id: sent.id, paused, ...size });
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
    onProducer({ id: sent.id, kind, label, source, paused, broadcast, ...size });
  }
}
