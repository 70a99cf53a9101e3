// @ts-check
// Run by the Node that runs the server: makes with the worker named on the
// command line what a call needs, and fails in one sentence.
import { createRequire } from 'node:module';
import { inProject } from './project.mjs';

const workerBin = process.argv[2];
const mediasoup = createRequire(inProject('backend', 'package.json'))('mediasoup');

try {
  const worker = await mediasoup.createWorker({ workerBin, logLevel: 'error' });
  const died = new Promise((_, reject) => worker.once('died', reject));

  await Promise.race([use(worker), died]);
  worker.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** @param {any} worker */
async function use(worker) {
  const ip = '127.0.0.1';
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [
      { protocol: 'udp', ip },
      { protocol: 'tcp', ip },
    ],
  });
  const router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
      { kind: 'video', mimeType: 'video/VP8', clockRate: 90000 },
    ],
  });
  const transport = await router.createWebRtcTransport({ webRtcServer });

  if (transport.iceCandidates.length !== 2) throw new Error('It does not listen on UDP and TCP.');
}
