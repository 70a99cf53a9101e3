import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Holdings } from '../helpers/holdings.mjs';

/** What a watched server holds, and what it did that it should not. */
export interface Watched extends Holdings {
  readonly faults: readonly string[];
  /** Media workers that died. */
  readonly died: number;
  readonly rooms: readonly string[];
}

/** A server in a process of its own, the built one. */
export class WatchedServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<WatchedServer> {
    const child = fork(fileURLToPath(new URL('watched-server.mjs', import.meta.url)), { execArgv: ['--expose-gc'] });
    const [message] = (await once(child, 'message')) as [{ url: string }];
    return new WatchedServer(child, message.url);
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async holdings(): Promise<Watched> {
    this.child.send('tell');
    const [message] = (await once(this.child, 'message', { signal: AbortSignal.timeout(20_000) })) as [Watched];
    return message;
  }

  /** Closes it in order; resolves with the exit code. */
  async close(): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.send('close');
    const [code] = (await gone) as [number | null];
    return code;
  }
}
