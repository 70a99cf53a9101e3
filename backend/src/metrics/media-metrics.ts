import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { WorkerPool } from '../media/worker-pool.js';
import { MediaSampler, type SlotSample } from './media-sampler.js';

/** From what nobody notices to what nobody bears. */
const LOSS_BUCKETS = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** From the same city to a satellite. */
const ROUND_TRIP_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2];

/** Bits in a byte: bitrates are in bit/s, and Prometheus counts in bytes. */
const BITS = 8;

const KINDS = ['audio', 'video'] as const;

/** The workers, and the media that flows through them: what looks at them, and the samples that it looks at. */
export function gaugeMedia(
  pool: WorkerPool,
  register: Registry,
): { readonly samples: MediaSampler; readonly look: () => Promise<void> } {
  const showMedia = mediaGauges(pool, register);
  const showWorkers = workerGauges(pool, register);
  const samples = new MediaSampler(pool, distributions(register));
  const look = async (): Promise<void> => {
    await samples.refresh();
    showMedia(samples.latest);
    showWorkers(samples.latest);
  };
  return { samples, look };
}

type Show = (samples: readonly SlotSample[]) => void;

function mediaGauges(pool: WorkerPool, register: Registry): Show {
  const registers = [register];
  const consumers = new Gauge({
    name: 'sfu_room_consumers',
    help: 'Tracks that peers receive, paused or not.',
    labelNames: ['kind'] as const,
    registers,
  });
  const rate = new Gauge({
    name: 'sfu_room_media_bytes_per_second',
    help: 'Media from clients (received) and to them (sent), at the latest sample; of many transports estimated.',
    labelNames: ['direction'] as const,
    registers,
  });
  return (samples) => {
    for (const kind of KINDS) {
      const counts = pool.workers.map(({ census }) => census.consumers(kind));
      consumers.set({ kind }, sum(counts));
    }
    rate.set({ direction: 'received' }, sum(samples.map(({ media }) => media.received)) / BITS);
    rate.set({ direction: 'sent' }, sum(samples.map(({ media }) => media.sent)) / BITS);
  };
}

function workerGauges(pool: WorkerPool, register: Registry): Show {
  const registers = [register];
  const up = new Gauge({
    name: 'sfu_room_worker_up',
    help: '1: the media worker of this slot runs; 0: it is being replaced.',
    labelNames: ['slot'] as const,
    registers,
  });
  const transports = new Gauge({
    name: 'sfu_room_worker_transports',
    help: 'Transports on a media worker; a peer has two.',
    labelNames: ['slot'] as const,
    registers,
  });
  const deaths = new Counter({
    name: 'sfu_room_worker_deaths_total',
    help: 'Media workers that ended by accident.',
    labelNames: ['slot'] as const,
    registers,
  });
  const cpu = new Counter({
    name: 'sfu_room_worker_cpu_seconds_total',
    help: 'CPU time of a media worker in its own code (user) and in the kernel (system); begins anew with a new one.',
    labelNames: ['slot', 'mode'] as const,
    registers,
  });
  const memory = new Gauge({
    name: 'sfu_room_worker_resident_memory_bytes',
    help: 'Resident memory of a media worker.',
    labelNames: ['slot'] as const,
    registers,
  });
  return (samples) => {
    for (const metric of [up, transports, deaths, cpu, memory]) metric.reset();
    for (const [slot, worker] of pool.slots.entries()) {
      up.set({ slot }, worker?.usable ? 1 : 0);
      transports.set({ slot }, worker?.census.transports ?? 0);
      deaths.inc({ slot }, pool.deaths[slot] ?? 0);
    }
    for (const { slot, usage } of samples) {
      cpu.inc({ slot, mode: 'user' }, usage.user);
      cpu.inc({ slot, mode: 'system' }, usage.system);
      memory.set({ slot }, usage.memory);
    }
  };
}

/** Distributions, and not means: one ill path among a hundred disappears in a mean. */
function distributions(register: Registry): Show {
  const registers = [register];
  const loss = new Histogram({
    name: 'sfu_room_packet_loss_ratio',
    help: 'Lost packets of all, 0 to 1, of each sampled transport, from clients (received) and to them (sent).',
    labelNames: ['direction'] as const,
    buckets: LOSS_BUCKETS,
    registers,
  });
  const roundTrip = new Histogram({
    name: 'sfu_room_round_trip_seconds',
    help: 'Between server and client and back, of each sampled consumer.',
    buckets: ROUND_TRIP_BUCKETS,
    registers,
  });
  return (samples) => {
    for (const { media } of samples) {
      for (const value of media.lossReceived) loss.observe({ direction: 'received' }, value);
      for (const value of media.lossSent) loss.observe({ direction: 'sent' }, value);
      for (const value of media.roundTrips) roundTrip.observe(value);
    }
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
