import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';

const server = usingServer();
let ada: RoomPeer;
let bob: RoomPeer;
let eve: RoomPeer;

beforeEach(async () => {
  const room = `data-${randomUUID()}`;
  ada = await server.join(room);
  bob = await server.join(room);
  eve = await server.join(room);
});

describe('data of the page’s own', () => {
  const send = (topic: string, data: string, to?: string): Promise<null> =>
    bob.request('sendData', { topic, data, ...(to === undefined ? {} : { to }) });

  test('comes to all others as it was sent, in order', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => send('count', String(index))));
    await Promise.all([ada, bob, eve].map((peer) => peer.caughtUp()));
    const expected = Array.from({ length: 50 }, (_, index) => ({
      peerId: bob.id,
      topic: 'count',
      data: String(index),
      seq: expect.any(Number) as number,
    }));
    expect(ada.heard('data')).toEqual(expected);
    expect(eve.heard('data')).toEqual(expected);
    expect(bob.heard('data')).toEqual([]);
  });

  test('comes to one peer alone where one is named', async () => {
    await send('psst', '🤫', eve.id);
    expect(await eve.hear('data')).toMatchObject({ peerId: bob.id, topic: 'psst', data: '🤫' });
    await ada.caughtUp();
    expect(ada.heard('data')).toEqual([]);
    expect(await bob.codeOf('sendData', { topic: '', data: '', to: 'nobody' })).toBe('peer-not-found');
  });

  test('is no more than is fair, and what is too much is refused', async () => {
    const codes = await Promise.all(
      Array.from({ length: 240 }, () => bob.codeOf('sendData', { topic: '', data: 'x' })),
    );
    expect(new Set(codes)).toEqual(new Set(['none']));
    const more = await Promise.all(Array.from({ length: 240 }, () => bob.codeOf('sendData', { topic: '', data: 'x' })));
    expect(new Set(more)).toEqual(new Set(['none', 'rate-limited']));
    await eve.caughtUp();
    expect(eve.heard('data').length).toBeLessThanOrEqual(300);
  });
});
