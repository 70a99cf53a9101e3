import type { MediaWorker } from './media-worker.js';

/** A place in a media worker that answers when it is reached, as it would answer a browser's ICE. */
export interface MediaProbe {
  /** Where browsers are told to send to. */
  readonly candidates: readonly { protocol: 'udp' | 'tcp'; address: string; port: number }[];
  readonly usernameFragment: string;
  readonly password: string;
  close(): void;
}

/** @throws when the worker is of no use */
export async function openMediaProbe(worker: MediaWorker): Promise<MediaProbe> {
  const router = await worker.createRouter();
  try {
    const { iceCandidates, iceParameters } = await router.createWebRtcTransport({
      webRtcServer: worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
    });
    return {
      candidates: iceCandidates.map(({ protocol, address, port }) => ({ protocol, address, port })),
      usernameFragment: iceParameters.usernameFragment,
      password: iceParameters.password,
      close: () => router.close(),
    };
  } catch (error) {
    router.close();
    throw error;
  }
}
