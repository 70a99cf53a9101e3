import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../scripts/setup/test-programs.mjs';
import { freePort } from './ports.js';
import { until } from './until.js';

const CONFIG = resolve(import.meta.dirname, '../../backend/deploy/turnserver.conf');

export const TURN_SECRET = 'a secret that both sides know';

/** A real coturn with the configuration that is handed out, on loopback. */
export class TurnServer {
  readonly #child: ChildProcess;
  readonly #folder: string;
  #log = '';

  /**
   * @param peers addresses of the denied ranges that it relays to all the same
   * @param more lines of its configuration
   * @param at its port; by itself any free one
   */
  static async start(
    peers: readonly string[] = ['127.0.0.1'],
    more: readonly string[] = [],
    at?: number,
  ): Promise<TurnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-turn-'));
    const port = at ?? (await freePort());
    const handedOut = await readFile(CONFIG, 'utf8');
    const config = handedOut
      .replace(/^listening-port=.*$/m, `listening-port=${String(port)}`)
      .replace(/^#static-auth-secret=.*$/m, `static-auth-secret=${TURN_SECRET}`);
    const loopback = [
      'listening-ip=127.0.0.1',
      'relay-ip=127.0.0.1',
      // coturn's own rule, above all others: the ranges alone are to be what denies.
      'allow-loopback-peers',
      ...peers.map((address) => `allowed-peer-ip=${address}`),
      ...(more.some((line) => line.startsWith('cert=')) ? [] : ['no-tls']),
      'no-dtls',
      `userdb=${join(folder, 'turndb')}`,
      `pidfile=${join(folder, 'pid')}`,
      'verbose',
      ...more,
    ];
    const path = join(folder, 'turnserver.conf');
    await writeFile(path, [config, ...loopback, ''].join('\n'));
    const server = new TurnServer(path, folder, port);
    try {
      await until('coturn listens', () => {
        if (server.#child.exitCode !== null) throw new Error(`coturn has ended:\n${server.#log}`);
        if (server.#log.includes('Cannot bind')) throw new Error(`Somebody has its port:\n${server.#log}`);
        const listens = ['TCP', 'UDP'].map(
          (way) => new RegExp(`${way} listener opened on ?: 127\\.0\\.0\\.1:${String(port)}\\b`),
        );
        return [/auth thread/, ...listens].every((sign) => sign.test(server.#log));
      });
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  private constructor(
    path: string,
    folder: string,
    readonly port: number,
  ) {
    this.#folder = folder;
    this.#child = spawn(findProgram('turnserver'), ['-c', path], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    }
  }

  get url(): string {
    return `turn:127.0.0.1:${String(this.port)}`;
  }

  /** All that it has said. */
  get log(): string {
    return this.#log;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
