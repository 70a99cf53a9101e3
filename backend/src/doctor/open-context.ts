import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { Config } from '../config.js';
import { announcedAddressFor } from '../media-address.js';
import { openMediaProbe, type MediaProbe } from '../media/media-probe.js';
import { MediaWorker } from '../media/media-worker.js';
import type { Context } from './context.js';

/** What container engines leave in their containers. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'];

/** This machine, under the settings of a server that does not run: it starts a media worker of its own where that is asked for. */
export function openContext(config: Config): { context: Context; close: () => Promise<void> } {
  const mediaHost = config.mediaHost ?? config.host;
  const announcedAddress = announcedAddressFor(mediaHost, config.announcedAddress);
  let started: Promise<{ worker: MediaWorker; probe: MediaProbe }> | null = null;
  const context: Context = {
    ...surroundings(),
    config,
    mediaHost,
    announcedAddress,
    probe: async () => {
      started ??= start({ ip: mediaHost, announcedAddress, port: config.mediaPort });
      return (await started).probe;
    },
  };
  return {
    context,
    close: async () => {
      const running = await started?.catch(() => null);
      await running?.worker.close();
    },
  };
}

/** What is the same for every server on this machine. */
export function surroundings(): Pick<Context, 'interfaces' | 'inContainer' | 'now'> {
  return { interfaces: networkInterfaces(), inContainer: CONTAINER_MARKS.some(existsSync), now: Date.now };
}

async function start(
  listen: Parameters<typeof MediaWorker.create>[0],
): Promise<{ worker: MediaWorker; probe: MediaProbe }> {
  const worker = await MediaWorker.create(listen);
  try {
    return { worker, probe: await openMediaProbe(worker) };
  } catch (error) {
    await worker.close();
    throw error;
  }
}
