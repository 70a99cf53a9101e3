import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProgram } from '../../scripts/setup/test-programs.mjs';
import { makeCertificate } from './certificates.js';
import { freePort } from './ports.js';
import { until } from './until.js';

const CONFIG = resolve(import.meta.dirname, '../../backend/deploy/nginx.conf');

/** Where it keeps what it works on; by itself in folders of the system. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** A real nginx with the configuration that is handed out, on loopback, in front of one server. */
export class Nginx {
  readonly #child: ChildProcess;
  #log = '';

  static async start(serverPort: number): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-nginx-'));
    const { cert, key } = await makeCertificate(folder, 'rooms.example.org');
    const [http, https] = [await freePort(), await freePort()];
    const site = (await readFile(CONFIG, 'utf8'))
      .replace(/^\s*listen \[::\].*$/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${String(http)};`)
      .replace('listen 443 ssl;', `listen 127.0.0.1:${String(https)} ssl;`)
      .replace('server 127.0.0.1:3000;', `server 127.0.0.1:${String(serverPort)};`)
      .replace('/etc/letsencrypt/live/rooms.example.org/fullchain.pem', cert)
      .replace('/etc/letsencrypt/live/rooms.example.org/privkey.pem', key);
    await writeFile(join(folder, 'site.conf'), site);
    const around = `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
      events {}
      http {
        access_log off;
        ${TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
        include site.conf;
      }`;
    await writeFile(join(folder, 'nginx.conf'), around);
    const nginx = new Nginx(folder, http, https, await readFile(cert, 'utf8'));
    await until('nginx listens', () => {
      if (nginx.#child.exitCode !== null) throw new Error(`nginx has ended:\n${nginx.#log}`);
      return accepts(https);
    });
    return nginx;
  }

  private constructor(
    private readonly folder: string,
    readonly httpPort: number,
    readonly httpsPort: number,
    /** Who trusts it trusts the server. */
    readonly certificate: string,
  ) {
    const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
    this.#child = spawn(findProgram('nginx'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
  }

  /** What it complained of. */
  get log(): string {
    return this.#log;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
