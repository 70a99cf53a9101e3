import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { workersOf } from '../helpers/server-process.mjs';

/** The built one, as people run it. */
const MAIN = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));
const ANY_PORTS = ['--port', '0', '--media-port', '0', '--workers', '1'];

class Cli {
  stdout = '';
  stderr = '';
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<number | null>;

  constructor(args: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** What of stdout matches, as soon as it does. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      const more = once(this.child.stdout, 'data').then(() => true);
      if (!(await Promise.race([more, this.ended.then(() => false)]))) {
        throw new Error(`It ended without saying ${pattern}:\n${this.stdout}${this.stderr}`);
      }
    }
  }
}

const running: Cli[] = [];

afterEach(async () => {
  for (const cli of running.splice(0)) {
    cli.child.kill('SIGKILL');
    await cli.ended;
  }
});

function run(args: readonly string[], env?: Record<string, string>): Cli {
  const cli = new Cli(args, env);
  running.push(cli);
  return cli;
}

describe('sfu-room', () => {
  it.each([[[]], [['serve']]])('serves (%j), says where, and closes at SIGTERM', async (command) => {
    const cli = run([...command, ...ANY_PORTS]);
    const [, url = ''] = await cli.said(/Open +(http:\S+)[^]*Media +127\.0\.0\.1, UDP and TCP \d+, 1 worker\n/);
    const health = await fetch(`${url}/healthz`);
    expect(await health.json()).toEqual({ status: 'ok', workers: 1, rooms: 0, peers: 0 });
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    expect(cli.stderr).toBe('');
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('says after the start what the doctor finds wrong, and serves on', async () => {
    const cli = run([...ANY_PORTS, '--host', '0.0.0.0', '--open', '--announced-address', '169.254.7.7']);
    const [, port = ''] = await cli.said(/Open +http:\/\/localhost:(\d+)/);
    await cli.said(/PROBLEM +announced address +169\.254\.7\.7[^]*WARNING +https +.*plain http/);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
  });

  it('takes signals that come together for one: a Ctrl-C that npm hands on closes in order', async () => {
    const cli = run(ANY_PORTS);
    await cli.said(/Open/);
    // Two kinds: of one kind, two that wait to be taken are one.
    cli.child.kill('SIGINT');
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    expect(cli.stdout.match(/Closing/g)).toHaveLength(1);
  });

  it('stops at once at a second signal that comes later', async () => {
    const cli = run(ANY_PORTS);
    await cli.said(/Open/);
    const workers = workersOf(cli.child.pid ?? 0);
    expect(workers).toHaveLength(1);
    // A worker that hears nothing keeps the server from closing.
    for (const worker of workers) process.kill(worker, 'SIGSTOP');
    const asking = setInterval(() => cli.child.kill('SIGINT'), 20);
    try {
      await cli.said(/Closing/);
      const closing = performance.now();
      expect(await cli.ended).toBe(130);
      expect(performance.now() - closing).toBeGreaterThan(250);
    } finally {
      clearInterval(asking);
      for (const worker of workers) process.kill(worker, 'SIGKILL');
    }
  });

  it('takes settings from flags, environment and file, and prints them with secrets hidden', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-cli-'));
    try {
      const file = join(folder, 'rooms.json');
      await writeFile(
        file,
        JSON.stringify({
          port: 1,
          gracePeriod: 7000,
          iceServers: [{ urls: 'turn:a.example', username: 'u', credential: 'hunter2' }],
        }),
      );
      const cli = run(['--print-config', '--config', file, '--no-serve-site', '--port', '3'], {
        SFU_ROOM_PORT: '2',
        SFU_ROOM_WORKERS: '1',
      });
      expect(await cli.ended).toBe(0);
      expect(JSON.parse(cli.stdout)).toMatchObject({ port: 3, workers: 1, gracePeriod: 7000, serveSite: false });
      expect(cli.stdout).not.toMatch('hunter2');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [['--prot', '1'], /^sfu-room: unknown option '--prot' \(Did you mean --port\?\)\n$/],
    [['--port', 'http'], /^sfu-room: --port takes a port number .*\n$/],
    [['sreve'], /^sfu-room: There is no command "sreve"; .*\n$/],
    [['--config', '/nonexistent.json'], /^sfu-room: The settings file .* cannot be read \(ENOENT\)\.\n$/],
  ])('refuses %j in one sentence, with exit code 2', async (args, sentence) => {
    const cli = run(args);
    expect(await cli.ended).toBe(2);
    expect(cli.stderr).toMatch(sentence);
    expect(cli.stdout).toBe('');
  });

  it('refuses an unknown variable of its own', async () => {
    const cli = run([], { SFU_ROOM_PROT: '1' });
    expect(await cli.ended).toBe(2);
    expect(cli.stderr).toMatch('"SFU_ROOM_PROT"; did you mean "SFU_ROOM_PORT"?');
  });

  it('says which port is in use, with exit code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const http = run([...ANY_PORTS, '--port', String(port)]);
      expect(await http.ended).toBe(1);
      expect(http.stderr).toBe(
        `sfu-room: Port ${port} on 127.0.0.1 is in use by another program: stop that one, or choose another with --port.\n`,
      );
      const media = run([...ANY_PORTS, '--media-port', String(port)]);
      expect(await media.ended).toBe(1);
      expect(media.stderr).toMatch(new RegExp(`^sfu-room: Media port ${port} is in use .*--media-port.*\\n$`));
    } finally {
      other.close();
    }
  });

  it('says that the worker is missing', async () => {
    const cli = run(ANY_PORTS, { MEDIASOUP_WORKER_BIN: '/nonexistent/worker' });
    expect(await cli.ended).toBe(1);
    expect(cli.stderr).toMatch(/^sfu-room: The media worker is missing: .*MEDIASOUP_WORKER_BIN.*\n$/);
  });

  it('has help that names every setting, and a version', async () => {
    const help = run(['serve', '--help']);
    expect(await help.ended).toBe(0);
    for (const flag of ['--port', '--announced-address', '--media-port', '--no-serve-site', '--print-config']) {
      expect(help.stdout).toMatch(flag);
    }
    const version = run(['--version']);
    expect(await version.ended).toBe(0);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
