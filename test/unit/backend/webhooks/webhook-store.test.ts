import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebhookStore, type Delivery, type NewDelivery } from '../../../../backend/src/webhooks/webhook-store.js';

let dir: string;
const open: WebhookStore[] = [];

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'webhooks-')), 'data');
});

afterEach(async () => {
  for (const store of open.splice(0)) store.close();
  await rm(join(dir, '..'), { recursive: true });
});

async function opened(): Promise<WebhookStore> {
  const store = await WebhookStore.open(dir);
  open.push(store);
  return store;
}

/** The next of the kitchen. */
function headOf(store: WebhookStore): Delivery {
  const head = store.head('here', 'kitchen');
  if (!head) throw new Error('Nothing is left.');
  return head;
}

const delivery = (id: string, change: Partial<NewDelivery> = {}): NewDelivery => ({
  id,
  endpoint: 'here',
  room: 'kitchen',
  event: 'roomstarted',
  at: 1,
  body: `{"id":"${id}"}`,
  ...change,
});

describe('the store of webhooks', () => {
  test('says what is wrong with a disk that is full, and takes events again when there is room', async () => {
    await opened();
    open.pop()?.close();
    const database = new DatabaseSync(join(dir, 'webhooks.sqlite'));
    // As SQLite does when the disk is full: it ends the transaction by itself.
    database.exec(`CREATE TRIGGER full BEFORE INSERT ON delivery WHEN NEW.room = 'cellar'
      BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END`);
    database.close();
    const store = await opened();
    const both = [delivery('a'), delivery('b', { room: 'cellar' })];
    expect(() => store.add(both)).toThrow('database or disk is full');
    expect(store.size).toBe(0);
    store.add([delivery('c')]);
    expect(headOf(store)).toMatchObject({ id: 'c' });
  });

  test('gives the events of a room in the order in which they came', async () => {
    const store = await opened();
    store.add([delivery('a'), delivery('other', { room: 'cellar' }), delivery('b')]);
    const first = headOf(store);
    expect(first).toMatchObject({ id: 'a', body: '{"id":"a"}', failures: 0, event: 'roomstarted', at: 1 });
    store.remove('here', first);
    expect(store.head('here', 'kitchen')).toMatchObject({ id: 'b' });
    expect(store.head('elsewhere', 'kitchen')).toBeUndefined();
  });

  test('remembers everything after it was closed: events, failures, and when to try again', async () => {
    const before = await opened();
    before.add([delivery('a'), delivery('b'), delivery('c', { room: 'cellar' })]);
    before.failed(headOf(before), 5_000);
    open.pop()?.close();
    const store = await opened();
    expect(store.pendingFor('here')).toBe(3);
    expect(store.lanes('here')).toEqual([
      { room: 'kitchen', due: 5_000 },
      { room: 'cellar', due: 0 },
    ]);
    expect(store.head('here', 'kitchen')).toMatchObject({ id: 'a', failures: 1 });
  });

  test('drops the oldest of all endpoints, and tells whose they were', async () => {
    const store = await opened();
    store.add([delivery('a'), delivery('b', { endpoint: 'there' }), delivery('c'), delivery('d')]);
    expect(store.dropOldest(3)).toEqual(
      new Map([
        ['here', 2],
        ['there', 1],
      ]),
    );
    expect(store.size).toBe(1);
    expect(store.head('here', 'kitchen')).toMatchObject({ id: 'd' });
  });

  test('counts an event once that was dropped while it was delivered', async () => {
    const store = await opened();
    store.add([delivery('a'), delivery('b')]);
    const underWay = headOf(store);
    store.dropOldest(1);
    store.remove('here', underWay);
    expect(store.size).toBe(1);
  });

  test('forgets what is old and for nobody, and nothing else', async () => {
    const store = await opened();
    store.add([
      delivery('a', { at: 10 }),
      delivery('b', { at: 10, endpoint: 'gone' }),
      delivery('c', { at: 20, endpoint: 'gone' }),
    ]);
    expect(store.dropForgotten(['here'], 15)).toEqual(new Map([['gone', 1]]));
    expect(store.size).toBe(2);
  });

  test('is for its own user alone', async () => {
    await opened();
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dir, 'webhooks.sqlite'))).mode & 0o777).toBe(0o600);
  });

  test('is not opened twice, since two would break the order', async () => {
    await opened();
    await expect(opened()).rejects.toThrow(/webhooks\.sqlite cannot be opened: another server uses it/);
  });

  test('says what is wrong with a file that is none of its own', async () => {
    await opened();
    open.pop()?.close();
    await writeFile(join(dir, 'webhooks.sqlite'), 'a text that somebody put here'.repeat(100));
    await expect(opened()).rejects.toThrow(/cannot be opened: file is not a database/);
  });
});
