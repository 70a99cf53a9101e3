import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { WEBHOOK_EVENTS } from '../../../../backend/src/webhooks/webhook-event.js';

test('the docs on webhooks have every event in their table, in the order of the code, and no other', async () => {
  const docs = await readFile(new URL('../../../../site/docs/webhooks.md', import.meta.url), 'utf8');
  const [, table = ''] = docs.split('## Events');
  const [events = ''] = table.split('- `peer`');
  expect([...events.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(WEBHOOK_EVENTS);
});
