import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { ServerEvents } from '../../../backend/src/room/server-events.js';
import { Webhooks } from '../../../backend/src/webhooks/webhooks.js';
import { until } from '../../helpers/until.js';
import { WEBHOOK_SECRET, WebhookReceiver } from '../../helpers/webhook-receiver.js';

const CHILD = fileURLToPath(new URL('../../helpers/webhooks-child.mjs', import.meta.url));
const ROOMS = 12;
const EVENTS = 15;

let child: ChildProcess | undefined;
let dir = '';

afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dir, { recursive: true });
});

describe('a process that is killed in the middle of its webhooks', () => {
  test('loses none of them: the next one goes on where it was, in order, and what comes twice has one id', async () => {
    dir = await mkdtemp(join(tmpdir(), 'webhooks-'));
    let answers = 40;
    // Some are taken; then one is taken whose answer the sender never sees, and all else hangs until it is dead.
    const receiver = await WebhookReceiver.start(({ event }) => {
      if (answers-- > 0) return 200;
      if (event) receiver.taken.push(event);
      return null;
    });
    const args = [CHILD, dir, receiver.url, WEBHOOK_SECRET, String(ROOMS), String(EVENTS)];
    const { stdout } = (child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
    const exited = once(child, 'exit');
    await once(stdout, 'data');
    await until('it is in the middle', () => receiver.attempts.length > 40);
    child.kill('SIGKILL');
    await exited;
    const before = receiver.taken.length;
    expect(before).toBeLessThan(ROOMS * EVENTS);

    receiver.answer = () => 200;
    const logger = pino({ level: 'silent' });
    const endpoints = [{ url: receiver.url, secret: WEBHOOK_SECRET }];
    const webhooks = await Webhooks.open({ endpoints, dir, events: new ServerEvents(logger), logger });
    // Answers that were on their way when it died count for nothing.
    expect(webhooks.pending).toBeGreaterThanOrEqual(ROOMS * EVENTS - 40);
    await until('the rest is taken', () => webhooks.pending === 0);
    await webhooks.close();
    await receiver.close();

    expect(receiver.attempts.every(({ event }) => event !== null)).toBe(true);
    expect(receiver.taken.length).toBeGreaterThan(ROOMS * EVENTS);
    const seen = new Map(receiver.taken.map((event) => [event.id, event]));
    expect(seen.size).toBe(ROOMS * EVENTS);
    for (let room = 0; room < ROOMS; room++) {
      const numbers = [...seen.values()]
        .filter((event) => event.room === `room-${room}`)
        .map((event) => 'duration' in event && event.duration);
      expect(numbers).toEqual(Array.from({ length: EVENTS }, (_, index) => index));
    }
  });
});
