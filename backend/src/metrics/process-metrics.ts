import { collectDefaultMetrics, Registry } from 'prom-client';

let shared: Registry | null = null;

/**
 * CPU, memory, event loop, garbage collection and handles of this process. One registry for all servers in it: these
 * metrics belong to the process, and what measures them cannot be switched off again.
 */
export function processRegistry(): Registry {
  if (!shared) {
    shared = new Registry();
    collectDefaultMetrics({ register: shared });
  }
  return shared;
}
