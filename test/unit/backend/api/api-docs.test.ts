import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STATUS } from '../../../../backend/src/http/status.js';
import { TOKEN_OPERATIONS } from '../../../../backend/src/api/operations/tokens.js';

const page = readFileSync(new URL('../../../../site/docs/rest-api.md', import.meta.url), 'utf8');

test('the docs name every code of the REST API, with its status, and no others', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual(STATUS);
  expect(rows).toHaveLength(Object.keys(STATUS).length);
});

test('a token is made for as long as the command line makes one, where nothing is said', () => {
  const body = TOKEN_OPERATIONS[0]?.body?.parse({ room: 'standup' });
  expect(body).toEqual({ room: 'standup', expiresIn: 7_200_000 });
});
