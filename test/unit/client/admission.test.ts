import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream } from '../../helpers/fake-track.js';
import { until } from '../../helpers/until.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const ON = { audio: 'on', video: 'on' } as const;

describe('who has to knock', () => {
  test('is told so, joins when admitted, and knocks again as the same after a lost connection', async () => {
    const { client, signaling } = fakeClient({ audio: 'on' });
    const statuses: string[] = [];
    client.on('statuschange', ({ status }) => statuses.push(status));
    const joined = client.join();
    await until('the server is asked', () => signaling().connects === 1);
    signaling().knocking({ id: 'me', secret: 'secret' });
    expect(client.state.status).toBe('knocking');
    signaling().lose();
    await until('it knocks again', () => signaling().connects === 2);
    expect((await signaling().handshake()).session).toEqual({ id: 'me', secret: 'secret' });
    signaling().knocking({ id: 'me', secret: 'secret' });
    signaling().snapshot();
    await joined;
    expect(statuses).toEqual(['joining', 'knocking', 'joined']);
    await client.leave();
  });

  test('and is denied fails to join, with why', async () => {
    const { client, signaling, devices } = fakeClient(ON);
    const joined = client.join();
    joined.catch(() => undefined);
    await until('the server is asked', () => signaling().connects === 1);
    signaling().knocking({ id: 'me', secret: 'secret' });
    signaling().event('ended', { reason: 'removed' });
    await expect(joined).rejects.toMatchObject({ code: 'knock-denied' });
    expect(client.state).toMatchObject({ status: 'failed', error: { code: 'knock-denied' } });
    await until('the devices are given back', () => devices.live.length === 0);
  });

  test('may give up', async () => {
    const { client, signaling } = fakeClient();
    const joined = client.join();
    joined.catch(() => undefined);
    await until('the server is asked', () => signaling().connects === 1);
    signaling().knocking({ id: 'me', secret: 'secret' });
    await client.leave();
    await expect(joined).rejects.toMatchObject({ code: 'left' });
    expect(signaling().closed).toBe(true);
  });
});

test('who was put out joins as who it was, so that a ban holds; elsewhere as somebody new', async () => {
  const { client, signaling, join } = fakeClient();
  const socket = await join();
  const { session } = await socket.handshake();
  expect(session).toBeDefined();
  socket.event('ended', { reason: 'removed' });
  expect(client.state.status).toBe('left');
  client.join().catch(() => undefined);
  await until('the server is asked', () => signaling() !== socket && signaling().connects === 1);
  expect((await signaling().handshake()).session).toEqual(session);
  client.join({ room: 'elsewhere' }).catch(() => undefined);
  expect((await signaling().handshake()).session).toBeUndefined();
  await client.leave();
});

describe('a token', () => {
  test('that runs out is told of, and a fresh one goes to the server without leaving', async () => {
    const { client, join } = fakeClient({ token: 'old' });
    const signaling = await join({ expiresAt: 5_000 });
    const told = vi.fn();
    client.on('tokenexpiring', told);
    signaling.event('tokenExpiring', { expiresAt: 5_000 });
    expect(told).toHaveBeenCalledExactlyOnceWith({ expiresAt: 5_000 });
    signaling.answers.updateToken = () => ({ expiresAt: 9_000 });
    await client.configure({ token: 'new' });
    expect(signaling.named('updateToken')).toEqual([{ token: 'new' }]);
    expect((await signaling.handshake()).token).toBe('new');
    expect(client.state.status).toBe('joined');
    await client.leave();
  });

  test('that is refused is told so, and the one before is what the client comes back with', async () => {
    const { client, join } = fakeClient({ token: 'old' });
    const signaling = await join();
    signaling.answers.updateToken = () => Promise.reject(new RoomError('token-invalid'));
    const errors: string[] = [];
    client.on('error', ({ error }) => errors.push(error.code));
    await expect(client.configure({ token: 'forged' })).rejects.toMatchObject({ code: 'token-invalid' });
    expect(errors).toEqual(['token-invalid']);
    expect((await signaling.handshake()).token).toBe('old');
    await client.leave();
  });

  test('that is set while the server is not reached is for the next time', async () => {
    const { client, join } = fakeClient({ token: 'old' });
    const signaling = await join();
    signaling.lose();
    const configured = client.configure({ token: 'new' });
    expect((await signaling.handshake()).token).toBe('new');
    signaling.snapshot();
    await configured;
    expect(signaling.named('updateToken')).toEqual([]);
    await client.leave();
  });
});
