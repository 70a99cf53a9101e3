import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Reported } from '../../../backend/src/doctor/run-checks.js';
import { makeCertificate } from '../../helpers/certificates.js';
import { freePort } from '../../helpers/ports.js';
import { TURN_SECRET, TurnServer } from '../../helpers/turn-server.js';

/** The built one, as people run it. */
const MAIN = fileURLToPath(new URL('../../../backend/dist/main.js', import.meta.url));
const FINE = ['--media-port', '0', '--workers', '1', '--max-total-peers', '10'];

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function doctor(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, 'doctor', ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe('sfu-room doctor', () => {
  it('finds nothing wrong with a server for this machine, and says what it looked at', async () => {
    const { code, stdout, stderr } = await doctor(FINE);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ok +media worker +mediasoup \d/);
    expect(stdout).toMatch(/\nok +media ports +UDP 127\.0\.0\.1 port \d+ answers/);
    expect(stdout).toMatch(/\n\nNo problems\.\n$/);
    expect(code).toBe(0);
  });

  it('ends with 1 where there is a problem, and says how it is mended', async () => {
    const args = [...FINE, '--host', '0.0.0.0', '--open', '--announced-address', '127.0.0.1'];
    const { code, stdout } = await doctor(args);
    expect(stdout).toMatch(/\nPROBLEM +announced address +127\.0\.0\.1 .*\n +-> set --announced-address/);
    expect(stdout).toMatch(/\nWARNING +https +.*\n +-> set --cert and --key/);
    expect(stdout).toMatch(/\n1 problem, \d warnings?\.\n$/);
    expect(code).toBe(1);
  });

  it('ends with 0 where there are warnings alone', async () => {
    const { code, stdout } = await doctor([...FINE.slice(0, 4), '--max-total-peers', '1000000']);
    expect(stdout).not.toMatch('PROBLEM');
    expect(code).toBe(0);
  });

  it('prints JSON alone where it is asked for it, with the settings of serve from wherever they come', async () => {
    const { code, stdout } = await doctor(['--json'], {
      SFU_ROOM_MEDIA_PORT: '0',
      SFU_ROOM_WORKERS: '1',
      SFU_ROOM_CERT: '/nonexistent.pem',
      SFU_ROOM_KEY: '/nonexistent.key',
    });
    const { findings } = JSON.parse(stdout) as { findings: Reported[] };
    expect(findings).toContainEqual({
      check: 'https',
      level: 'problem',
      text: '/nonexistent.pem cannot be read (ENOENT).',
      fix: 'set --cert to a file that there is',
    });
    expect(code).toBe(1);
  });

  it('tries TURN over TLS, and trusts the certificates that this machine trusts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-turns-'));
    const { cert, key } = await makeCertificate(folder, 'turn.example.org');
    const port = await freePort();
    const server = await TurnServer.start(undefined, [`cert=${cert}`, `pkey=${key}`, `tls-listening-port=${port}`]);
    const args = [...FINE, '--turn-urls', `turns:127.0.0.1:${port}`, '--turn-secret', TURN_SECRET];
    try {
      const trusted = await doctor(args, { NODE_EXTRA_CA_CERTS: cert });
      expect(trusted.stdout).toMatch(
        /\nok +TURN +turns:127\.0\.0\.1:\d+ lends 127\.0\.0\.1, and the media port answers/,
      );
      const strange = await doctor(args, { NODE_EXTRA_CA_CERTS: '' });
      expect(strange.stdout).toMatch(/\nPROBLEM +TURN +turns:127\.0\.0\.1:\d+ does not answer \(.*certificate.*\)/);
      expect(strange.code).toBe(1);
    } finally {
      await server.close();
      await rm(folder, { recursive: true });
    }
  });

  it('says that the worker is missing, and goes on', async () => {
    const { code, stdout } = await doctor(FINE, { MEDIASOUP_WORKER_BIN: '/nonexistent/worker' });
    expect(stdout).toMatch(/^PROBLEM +media worker +The media worker is missing\.\n/);
    expect(stdout).toMatch(/\nok +open files/);
    expect(code).toBe(1);
  });

  it('refuses wrong settings as serve does', async () => {
    const { code, stdout, stderr } = await doctor(['--port', 'http']);
    expect(stderr).toMatch(/^sfu-room: --port takes a port number/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
