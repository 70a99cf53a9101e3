import { describe, expect, it } from 'vitest';
import { allowsRoom, parseAccessClaims, parseTokenClaims } from '../../../../backend/src/auth/token-claims.js';

const codeOf = (parse: () => unknown): unknown => {
  try {
    parse();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'none';
};

describe('the claims of a token', () => {
  it('are taken with all that they may say, and others’ claims are left aside', () => {
    const claims = {
      room: 'class-*',
      sub: 'u'.repeat(256),
      name: 'n'.repeat(64),
      role: 'teacher',
      permissions: { publish: ['camera', 'microphone'], chat: false, moderate: true },
      limits: { peers: 10, producers: 4, bitrate: null, duration: 60_000, emptyTimeout: 0 },
      exp: 2_000_000_000,
      nbf: 1,
      iat: 1.5,
      iss: 'school',
      aud: ['rooms'],
      jti: 'one',
    };
    expect(parseTokenClaims({ ...claims, scope: 'openid', email: 'a@example.org' })).toEqual(claims);
  });

  it.each([
    ['nothing', {}],
    ['no room, and api not allowed', { api: false }],
    ['no object', 'standup'],
    ['a room that has no name', { room: '' }],
    ['a room’s name that is too long', { room: 'r'.repeat(65) }],
    ['a room with a blank', { room: 'two words' }],
    ['a list of rooms', { room: ['a', 'b'] }],
    ['an identity that is too long', { room: 'a', sub: 'u'.repeat(257) }],
    ['an empty identity', { room: 'a', sub: '' }],
    ['a name too long in UTF-16', { room: 'a', name: '😀'.repeat(33) }],
    ['an empty name', { room: 'a', name: '' }],
    ['a role that is too long', { room: 'a', role: 'r'.repeat(65) }],
    ['an unknown permission', { room: 'a', permissions: { pubilsh: [] } }],
    ['an unknown source', { room: 'a', permissions: { publish: ['webcam'] } }],
    ['a permission that is no boolean', { room: 'a', permissions: { chat: 'false' } }],
    ['a permission of null', { room: 'a', permissions: { chat: null } }],
    ['no peers', { room: 'a', limits: { peers: 0 } }],
    ['more producers than there can be', { room: 'a', limits: { producers: 17 } }],
    ['too little to send', { room: 'a', limits: { bitrate: 49_999 } }],
    ['a room too short', { room: 'a', limits: { duration: 999 } }],
    ['an unknown limit', { room: 'a', limits: { rooms: 1 } }],
    ['api that is no boolean', { api: 'true' }],
    ['an end beyond all dates', { room: 'a', exp: 1e300 }],
    ['an end that is text', { room: 'a', exp: '2030-01-01' }],
  ])('are refused with %s', (_what, payload) => {
    expect(codeOf(() => parseTokenClaims(payload))).toBe('token-invalid');
    if (!(typeof payload === 'object' && 'exp' in payload)) {
      expect(codeOf(() => parseAccessClaims(payload))).toBe('payload-invalid');
    }
  });

  it('are refused by the name of the one that is wrong', () => {
    expect(() => parseTokenClaims({ room: 'a', permissions: { publish: ['webcam'] } })).toThrow(
      /permissions\.publish\.0/,
    );
  });

  it('need no room where they allow the REST API', () => {
    expect(parseTokenClaims({ api: true })).toEqual({ api: true });
  });
});

describe('a token’s room', () => {
  it.each([
    ['standup', 'standup'],
    ['*', 'anything'],
    ['class-*', 'class-7'],
    ['class-*', 'class-'],
    ['*-7', 'class-7'],
    ['a*c', 'ac'],
    ['a*c', 'abcbc'],
    ['a*b*c', 'a-b-b-c'],
    ['a**c', 'abc'],
    ['**', 'x'],
    ['*ab*ab', 'abab'],
    ['a.c', 'a.c'],
  ])('%s is %s', (room, name) => {
    expect(allowsRoom({ room }, name)).toBe(true);
  });

  it.each([
    ['standup', 'Standup'],
    ['standup', 'standup2'],
    ['standup', 'my-standup'],
    ['class-*', 'class'],
    ['class-*', 'my-class-7'],
    ['*-7', 'class-77'],
    ['ab*ba', 'aba'],
    ['a*b*c', 'acb'],
    ['*ab*ab', 'ab'],
    ['a.c', 'abc'],
  ])('%s is not %s', (room, name) => {
    expect(allowsRoom({ room }, name)).toBe(false);
  });

  it('is none where it names none', () => {
    expect(allowsRoom({}, 'standup')).toBe(false);
  });

  it('is looked at in no time, however many stars it has', () => {
    const begin = performance.now();
    expect(allowsRoom({ room: `${'a*'.repeat(31)}b` }, 'a'.repeat(64))).toBe(false);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
