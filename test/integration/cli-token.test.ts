import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TokenKeys } from '../../backend/src/auth/token-keys.js';
import type { TokenClaims } from '../../backend/src/auth/token-claims.js';

/** The built one, as people run it. */
const MAIN = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));
const SECRET = 'a-secret-of-at-least-32-characters';
const DAY = 86_400_000;

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

async function sfuRoom(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function claimsOf(token: string, secret = SECRET): Promise<TokenClaims> {
  const keys = await TokenKeys.create({ secret: [secret], tokenKeys: null, tokenIssuer: null, tokenAudience: null });
  return await keys.verify(token);
}

/** Made with the secret in the environment. */
async function claimsOfCommand(...args: string[]): Promise<TokenClaims> {
  const { code, stdout, stderr } = await sfuRoom(['token', ...args], { SFU_ROOM_SECRET: SECRET });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return await claimsOf(stdout.trim());
}

describe('sfu-room token', () => {
  it('prints a token alone, for the room and for two hours', async () => {
    const claims = await claimsOfCommand('standup');
    const { iat = 0, exp = 0 } = claims;
    expect(Object.keys(claims).sort()).toEqual(['exp', 'iat', 'room']);
    expect(claims.room).toBe('standup');
    expect(Math.abs(exp - iat - 7_200)).toBeLessThanOrEqual(1);
    expect(Math.abs(iat * 1_000 - Date.now())).toBeLessThan(60_000);
  });

  it('says in it who comes, and what they may do', async () => {
    const who = ['--name', 'Ada', '--identity', 'u1', '--role', 'teacher', '--moderator', '--rename'];
    const may = ['--publish', 'microphone, screen', '--no-subscribe', '--no-chat', '--no-data', '--expires', 'never'];
    const { iat: _, ...claims } = await claimsOfCommand('class-*', ...who, ...may);
    expect(claims).toEqual({
      room: 'class-*',
      sub: 'u1',
      name: 'Ada',
      role: 'teacher',
      permissions: {
        publish: ['microphone', 'screen'],
        subscribe: false,
        chat: false,
        data: false,
        rename: true,
        moderate: true,
      },
    });
  });

  it('takes away to send, and to rename', async () => {
    const { permissions } = await claimsOfCommand('webinar', '--no-publish', '--no-rename');
    expect(permissions).toEqual({ publish: [], rename: false });
  });

  it('makes tokens for the REST API, of all rooms and of one', async () => {
    expect(await claimsOfCommand('--api', '--expires', '30m')).toMatchObject({ api: true });
    expect(await claimsOfCommand('standup', '--api')).toMatchObject({ api: true, room: 'standup' });
  });

  it('prints the token with what it says as JSON', async () => {
    const args = ['token', 'standup', '--json', '--expires', '7d', '--secret', SECRET];
    const { stdout } = await sfuRoom(args);
    const { token, expiresAt, claims } = JSON.parse(stdout) as {
      token: string;
      expiresAt: number;
      claims: TokenClaims;
    };
    expect(await claimsOf(token)).toEqual(claims);
    expect(expiresAt).toBe((claims.exp ?? 0) * 1_000);
    expect(Math.abs(expiresAt - Date.now() - 7 * DAY)).toBeLessThan(60_000);
  });

  it('signs with the first secret, and for the issuer and the audience, of the settings file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-token-'));
    try {
      const file = join(folder, 'rooms.json');
      const first = 'another-secret-of-at-least-32-characters';
      await writeFile(
        file,
        JSON.stringify({ host: '0.0.0.0', secret: [first, SECRET], tokenIssuer: 'school', tokenAudience: 'rooms' }),
      );
      const { stdout, stderr } = await sfuRoom(['token', 'standup', '--config', file]);
      expect(stderr).toBe('');
      expect(await claimsOf(stdout.trim(), first)).toMatchObject({ iss: 'school', aud: 'rooms' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [
      ['standup'],
      {},
      /^sfu-room: .*there is none: make one by export SFU_ROOM_SECRET="\$\(openssl rand -hex 32\)".*\n$/,
    ],
    [['standup', '--secret', 'short'], {}, /^sfu-room: --secret takes secrets of at least 32 characters.*\n$/],
    [['standup'], { SFU_ROOM_TOKEN_KEYS: 'keys.pem' }, /^sfu-room: Tokens of --token-keys are signed by .*\n$/],
    [[], { SFU_ROOM_SECRET: SECRET }, /^sfu-room: A token is for a room, as in "sfu-room token standup".*--api\.\n$/],
    [['two words'], { SFU_ROOM_SECRET: SECRET }, /^sfu-room: "two words" is no name of a room: .*\n$/],
    [['a', 'b'], { SFU_ROOM_SECRET: SECRET }, /^sfu-room: too many arguments.*\n$/],
    [
      ['a', '--publish', 'webcam'],
      { SFU_ROOM_SECRET: SECRET },
      /^sfu-room: --publish takes some of camera, .*"webcam"\.\n$/,
    ],
    [
      ['a', '--expires', 'soon'],
      { SFU_ROOM_SECRET: SECRET },
      /^sfu-room: --expires takes a time such as .*"soon"\.\n$/,
    ],
    [['a', '--expires', '0h'], { SFU_ROOM_SECRET: SECRET }, /^sfu-room: --expires takes .*\n$/],
    [
      ['a', '--name', 'n'.repeat(65)],
      { SFU_ROOM_SECRET: SECRET },
      /^sfu-room: The token's claim name: more than 64 .*\n$/,
    ],
  ])('refuses %j with %j in one sentence, with exit code 2', async (args, env, sentence) => {
    const { code, stdout, stderr } = await sfuRoom(['token', ...args], env);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(SECRET);
  });

  it('has help with examples, which lists no settings but those of tokens', async () => {
    const { stdout } = await sfuRoom(['token', '--help']);
    expect(stdout).toMatch('sfu-room token standup');
    expect(stdout).toMatch('--token-issuer');
    expect(stdout).not.toMatch('--port');
    expect((await sfuRoom(['--help'])).stdout).toMatch(/token <room> \[options\] +Make a token/);
  });
});
