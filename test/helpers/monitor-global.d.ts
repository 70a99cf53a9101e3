import type { Monitor as PageMonitor } from './media-monitor.mjs';

declare global {
  /** In pages that `installMonitor` was given to. */
  var monitor: PageMonitor;
}
