import type { NetworkInterfaceInfo } from 'node:os';
import type { Config } from '../config.js';
import type { MediaProbe } from '../media/media-probe.js';

/** What the checks look at. */
export interface Context {
  readonly config: Config;
  /** Address that the media workers bind to. */
  readonly mediaHost: string;
  /** Address that browsers are told to send media to. */
  readonly announcedAddress: string;
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  /** This is a container: its own addresses mean little to others. */
  readonly inContainer: boolean;
  /** In ms since the epoch. */
  readonly now: () => number;
  /**
   * A place in a media worker that answers when it is reached; the same at every call.
   * @throws what keeps a worker from running or from its port
   */
  readonly probe: () => Promise<MediaProbe>;
}
