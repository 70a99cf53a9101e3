import { pino } from 'pino';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkApiToken } from '../../../../backend/src/auth/api-access.js';
import type { JoinAttempt } from '../../../../backend/src/auth/authorize.js';
import { ANYBODY } from '../../../../backend/src/auth/grants.js';
import { PARTICIPANT } from '../../../../widget/src/protocol/permissions.js';
import {
  authorizeAnybody,
  authorizeBy,
  authorizeByToken,
  type AuthorizeHook,
} from '../../../../backend/src/auth/token-authorizer.js';
import type { AccessClaims } from '../../../../backend/src/auth/token-claims.js';
import { TokenKeys } from '../../../../backend/src/auth/token-keys.js';
import { RequestError } from '../../../../backend/src/request-error.js';

const attempt = (token = '', room = 'class-7'): JoinAttempt => ({ room, token, address: '127.0.0.1', headers: {} });

let keys: TokenKeys;
const sign = async (claims: AccessClaims, expiresIn: number | null = null): Promise<string> =>
  (await keys.sign(claims, { expiresIn })).token;

beforeAll(async () => {
  const secret = ['a secret of at least 32 characters'];
  keys = await TokenKeys.create({ secret, tokenKeys: null, tokenIssuer: null, tokenAudience: null });
});

describe('where no token is asked for', () => {
  it('everyone comes in as a participant, also with one', async () => {
    expect(await authorizeAnybody(attempt())).toBe(ANYBODY);
    expect(await authorizeAnybody(attempt('anything'))).toBe(ANYBODY);
  });
});

describe('a token', () => {
  it('that says nothing but the room makes a participant', async () => {
    const grants = await authorizeByToken(keys)(attempt(await sign({ room: 'class-*' })));
    expect(grants).toEqual({ ...ANYBODY, permissions: PARTICIPANT });
  });

  it('says who comes, and what they may do beside what every participant may', async () => {
    const limits = { peers: 5, bitrate: null };
    const permissions = { publish: ['microphone' as const], chat: false };
    const token = await sign({ room: 'class-7', sub: 'u1', name: 'Ada', role: 'pupil', permissions, limits }, 60_000);
    const grants = await authorizeByToken(keys)(attempt(token));
    expect(grants).toMatchObject({ identity: 'u1', name: 'Ada', role: 'pupil', limits });
    expect(grants.permissions).toEqual({ ...PARTICIPANT, rename: false, ...permissions });
    expect(grants.expiresAt).toBeGreaterThan(Date.now() + 59_000);
    expect(grants.expiresAt).toBeLessThanOrEqual(Date.now() + 61_000);
  });

  it.each([
    [{ name: 'Ada' }, false],
    [{ name: 'Ada', permissions: { rename: true } }, true],
    [{ permissions: { rename: false } }, false],
    [{}, true],
  ])('%j lets its owner choose the name: %s', async (claims, rename) => {
    const grants = await authorizeByToken(keys)(attempt(await sign({ room: '*', ...claims })));
    expect(grants.permissions.rename).toBe(rename);
  });

  it.each([[{ room: 'class-8' }], [{ room: 'class' }], [{ api: true }]])(
    '%j is refused for class-7',
    async (claims) => {
      await expect(authorizeByToken(keys)(attempt(await sign(claims)))).rejects.toMatchObject({
        code: 'token-invalid',
      });
    },
  );

  it('has to be there', async () => {
    await expect(authorizeByToken(keys)(attempt())).rejects.toMatchObject({ code: 'token-missing' });
  });
});

describe('a program that lets people in itself', () => {
  const logged: string[] = [];
  const logger = pino({}, { write: (line: string) => void logged.push(line) });
  const ask = (hook: AuthorizeHook) => authorizeBy(hook, logger)(attempt('from the page'));

  it('is told who comes, with the token as the page gave it', async () => {
    const seen: JoinAttempt[] = [];
    await ask((what) => seen.push(what) > 0);
    expect(seen).toEqual([attempt('from the page')]);
  });

  it.each([[true], [{}], [{ identity: null, name: null, expiresAt: null }]])(
    'makes a participant by %j',
    async (it) => {
      expect(await ask(() => it)).toEqual(ANYBODY);
      expect(await ask(() => Promise.resolve(it))).toEqual(ANYBODY);
    },
  );

  it.each([[false], [null], [undefined]])('refuses by %j', async (answer) => {
    await expect(ask(() => answer)).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('that does not answer in time is at fault, and keeps nobody waiting for ever', async () => {
    vi.useFakeTimers();
    try {
      const error = ask(() => new Promise(() => undefined)).catch((cause: unknown) => cause);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await error).toMatchObject({ code: 'server-error' });
      expect(logged.join('')).toMatch('did not answer');
      expect(await ask(() => true)).toEqual(ANYBODY);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      logged.length = 0;
      vi.useRealTimers();
    }
  });

  it('says who comes and what they may do', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const limits = { peers: 2 };
    const grants = await ask(() => ({
      identity: 'u1',
      name: 'Ada',
      role: 'teacher',
      permissions: { moderate: true, publish: [] },
      expiresAt,
      limits,
    }));
    expect(grants).toEqual({
      identity: 'u1',
      name: 'Ada',
      role: 'teacher',
      permissions: { ...PARTICIPANT, rename: false, moderate: true, publish: [] },
      expiresAt: expiresAt.getTime(),
      limits,
    });
  });

  it('refuses by an end that is over', async () => {
    await expect(ask(() => ({ expiresAt: Date.now() - 1 }))).rejects.toMatchObject({ code: 'token-expired' });
  });

  it('refuses by a code of its own choice', async () => {
    const refuse = () => Promise.reject(new RequestError('banned', 'Not you.'));
    await expect(ask(refuse)).rejects.toMatchObject({ code: 'banned', message: 'Not you.' });
    expect(logged).toEqual([]);
  });

  it.each([
    [{ permissions: { camera: true } }],
    [{ permission: { chat: false } }],
    [{ identity: 7 }],
    [{ expiresAt: NaN }],
    [{ expiresAt: new Date('never') }],
    [{ limits: { peers: 0 } }],
    ['yes'],
    [1],
  ])('that answers %j is at fault: nobody comes in, and the log tells why', async (answer) => {
    logged.length = 0;
    await expect(ask(() => answer as never)).rejects.toMatchObject({ code: 'server-error' });
    expect(logged.join('')).toMatch('authorize()');
    expect(logged.join('')).not.toMatch('from the page');
  });

  it('that throws is at fault, and the client hears nothing of it', async () => {
    logged.length = 0;
    const hooks: AuthorizeHook[] = [
      () => Promise.reject(new Error('the database at 10.0.0.7 is down')),
      () => {
        throw new Error('the database at 10.0.0.7 is down');
      },
    ];
    for (const hook of hooks) {
      const error: unknown = await ask(hook).catch((cause: unknown) => cause);
      expect((error as RequestError).toWire()).toMatchObject({ code: 'server-error' });
      expect((error as RequestError).toWire().message).not.toMatch('10.0.0.7');
    }
    expect(logged.join('').match(/10\.0\.0\.7/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the REST API', () => {
  it('is for tokens that allow it, by the Bearer scheme in any case', async () => {
    const token = await sign({ api: true, room: 'class-*' });
    for (const header of [`Bearer ${token}`, `bearer ${token}`, `BEARER   ${token} `]) {
      expect(await checkApiToken(keys, header)).toMatchObject({ api: true, room: 'class-*' });
    }
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a b'])(
    'refuses the header %j with token-missing',
    async (header) => {
      await expect(checkApiToken(keys, header)).rejects.toMatchObject({ code: 'token-missing' });
    },
  );

  it('refuses tokens that do not allow it, and those that are none', async () => {
    for (const claims of [{ room: '*' }, { room: '*', api: false }, { room: '*', permissions: { moderate: true } }]) {
      const header = `Bearer ${await sign(claims)}`;
      await expect(checkApiToken(keys, header)).rejects.toMatchObject({ code: 'not-permitted' });
    }
    await expect(checkApiToken(keys, 'Bearer x.y.z')).rejects.toMatchObject({ code: 'token-invalid' });
  });
});
