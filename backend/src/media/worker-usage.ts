import { readFile } from 'node:fs/promises';
import type { Worker } from 'mediasoup/types';

/** What a worker's process has taken of the machine. */
export interface WorkerUsage {
  /** CPU time in its own code, in seconds. */
  readonly user: number;
  /** CPU time in the kernel, in seconds. */
  readonly system: number;
  /** Resident memory in bytes: as it is now, or the most so far where the system does not tell. */
  readonly memory: number;
}

export async function readUsage(worker: Worker): Promise<WorkerUsage> {
  const [{ ru_utime, ru_stime, ru_maxrss }, resident] = await Promise.all([
    worker.getResourceUsage(),
    residentMemory(worker.pid),
  ]);
  return { user: ru_utime / 1_000, system: ru_stime / 1_000, memory: resident ?? ru_maxrss * 1_024 };
}

/** The worker tells the most that it ever had, and not what it has. @returns null where there is no /proc */
async function residentMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}
