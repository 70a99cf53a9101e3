import { afterEach, describe, expect, test, vi, type Mock } from 'vitest';
import { RoomClient } from '../../../widget/src/client/room-client.js';
import { fakeDevice } from '../../helpers/fake-device.js';
import { FakeSignaling } from '../../helpers/fake-signaling.js';

const OPTIONS = { server: 'https://rooms.example.org', room: 'test', audio: 'none', video: 'none' } as const;

/** Everything has happened that waits for nothing but its turn. */
const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

describe('getting ready to join', () => {
  const made: FakeSignaling[] = [];
  const closed: Mock[] = [];
  const clientOf = (options: object = {}): RoomClient =>
    new RoomClient(
      { ...OPTIONS, ...options },
      {
        createDevice: fakeDevice,
        createSignaling: (_, listener) => {
          const signaling = new FakeSignaling(listener);
          closed.push(vi.spyOn(signaling, 'close'));
          made.push(signaling);
          return signaling;
        },
      },
    );
  afterEach(() => {
    made.length = 0;
    closed.length = 0;
  });

  test('opens the way once, and joins nothing', async () => {
    const client = clientOf();
    client.prepare();
    client.prepare();
    await settle();
    expect(made.map(({ warms, connects }) => [warms, connects])).toEqual([[1, 0]]);
    expect(client.state.status).toBe('idle');
  });

  test('is what the join goes on with', async () => {
    const client = clientOf();
    client.prepare();
    const joined = client.join();
    await settle();
    made[0]?.snapshot();
    await joined;
    expect(made.map(({ warms, connects }) => [warms, connects])).toEqual([[1, 1]]);
    await client.leave();
  });

  test('for another room is given up, and so is it by who leaves the lobby', async () => {
    const client = clientOf();
    client.prepare();
    await client.configure({ room: 'other' });
    client.prepare();
    await settle();
    expect(made).toHaveLength(2);
    expect(closed[0]).toHaveBeenCalledOnce();
    await client.leave();
    expect(closed[1]).toHaveBeenCalledOnce();
  });

  test.each([{ room: 'not a room!' }, { room: '' }])('is nothing that fails: %o', (options) => {
    const client = clientOf(options);
    client.prepare();
    expect(made).toEqual([]);
  });
});
