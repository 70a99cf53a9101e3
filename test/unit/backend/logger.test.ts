import { describe, expect, test } from 'vitest';
import { createLogger } from '../../../backend/src/logger.js';
import { LogLines } from '../../helpers/log-lines.js';

describe('the log', () => {
  test('hides what is a secret by its name, also within what is logged whole', () => {
    const lines = new LogLines();
    const logger = createLogger('debug', lines);
    logger.info({ token: 'eyJ1', request: { authorization: 'Bearer eyJ2', deep: { secret: 'eyJ3' } } }, 'whole');
    logger.child({ credential: 'eyJ4' }).debug('of a child');
    expect(lines.entries).toHaveLength(2);
    expect(lines.text).not.toContain('eyJ');
    expect(lines.text).toContain('(hidden)');
  });

  test('takes of an error what was written for people, and not what libraries hang on it', () => {
    const lines = new LogLines();
    const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH', headers: { cookie: 'c00kie' } });
    const error = Object.assign(new TypeError('it failed', { cause }), { body: 'what somebody wrote', code: 7 });
    createLogger('info', lines).error({ err: error }, 'trouble');
    expect(lines.entries[0]?.err).toEqual({
      type: 'TypeError',
      message: 'it failed',
      stack: error.stack,
      cause: { type: 'Error', message: 'no route', code: 'EHOSTUNREACH', stack: cause.stack },
    });
  });

  test('ends at some cause, also where causes go in a circle', () => {
    const lines = new LogLines();
    const error = new Error('round');
    error.cause = error;
    createLogger('info', lines).error({ err: error }, 'trouble');
    expect(lines.text.match(/"message":"round"/g)).toHaveLength(6);
  });

  test('has levels as words, and times that people can read', () => {
    const lines = new LogLines();
    createLogger('info', lines).warn('careful');
    expect(lines.entries[0]).toMatchObject({ level: 'warn', name: 'sfu-room', msg: 'careful' });
    expect(lines.entries[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
});
