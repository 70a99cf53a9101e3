import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import type { PresenceRequest } from '../../../widget/src/client/presence.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream } from '../../helpers/fake-track.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const ON = { audio: 'on', video: 'on' } as const;

describe('the lobby', () => {
  test('shows what is wanted to be sent, and the join goes on with it without another question', async () => {
    const { client, devices, join } = fakeClient(ON);
    await client.enterLobby();
    expect(client.state).toMatchObject({ status: 'lobby', self: { microphone: 'on', camera: 'on' } });
    const preview = client.state.self.tracks.map(({ track }) => track);
    expect(preview).toEqual(devices.given);
    const signaling = await join();
    expect(devices.asked).toHaveLength(1);
    expect(client.state.self.tracks.map(({ track }) => track)).toEqual(preview);
    expect(client.state.self.tracks.every(({ published }) => published)).toBe(true);
    expect(signaling).toMatchObject({ warms: 1, connects: 1 });
    await client.leave();
  });

  test('left gives everything back, and was no call', async () => {
    const { client, devices, signaling } = fakeClient(ON);
    const left = vi.fn();
    client.on('left', left);
    await client.enterLobby();
    await client.leave();
    expect(devices.live).toEqual([]);
    expect(client.state).toMatchObject({ status: 'idle', present: null, self: { microphone: 'off', tracks: [] } });
    expect(signaling().closed).toBe(true);
    expect(left).not.toHaveBeenCalled();
  });

  test('stays when a device is refused, tells why, and the join does not ask again', async () => {
    const { client, devices, join } = fakeClient(ON);
    const errors: string[] = [];
    client.on('error', ({ error }) => errors.push(error.code));
    devices.refusal = 'NotAllowedError';
    await client.enterLobby();
    expect(client.state).toMatchObject({ status: 'lobby', self: { microphone: 'failed', camera: 'failed' } });
    expect(errors).toEqual(['microphone-refused', 'camera-refused']);
    const asked = devices.asked.length;
    await join();
    expect(devices.asked).toHaveLength(asked);
    expect(client.state.self.camera).toBe('failed');
    await client.leave();
  });

  test('opens what is switched on, and closes what is switched off, at once', async () => {
    const { client, devices, join } = fakeClient({ audio: 'off', video: 'none' });
    await client.enterLobby();
    expect(devices.asked).toEqual([]);
    expect(client.state.self).toMatchObject({ microphone: 'off', camera: 'none' });
    await client.setVideo(true);
    expect(client.state.self.camera).toBe('on');
    await client.setVideo(false);
    expect(devices.live).toEqual([]);
    await client.setAudio(true);
    await join();
    expect(client.state.self).toMatchObject({ microphone: 'on', camera: 'off' });
    expect(devices.live).toHaveLength(1);
    await client.leave();
  });

  test('without a preview waits for the first switch, and the join opens the rest', async () => {
    const { client, devices, join } = fakeClient(ON);
    await client.enterLobby({ preview: false });
    await client.configure({ audio: 'off' });
    await client.configure({ audio: 'on' });
    expect(devices.asked).toEqual([]);
    await client.setVideo(true);
    expect(devices.asked).toHaveLength(1);
    await join();
    await vi.waitFor(() => expect(client.state.self.microphone).toBe('on'));
    expect(devices.asked).toHaveLength(2);
    expect(devices.live).toHaveLength(2);
    await client.leave();
  });

  test('without a preview can have one later', async () => {
    const { client, devices } = fakeClient(ON);
    await client.enterLobby({ preview: false });
    await client.enterLobby();
    expect(client.state).toMatchObject({ status: 'lobby', self: { camera: 'on' } });
    expect(devices.asked).toHaveLength(1);
    await client.leave();
  });

  test('is left for the room while the question is open: the one answer serves', async () => {
    const { client, devices, join } = fakeClient(ON);
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    const entered = client.enterLobby();
    await join();
    expect(client.state).toMatchObject({ status: 'joined', self: { camera: 'starting' } });
    thinking.resolve(undefined);
    await entered;
    expect(client.state.self.camera).toBe('on');
    expect(devices.asked).toHaveLength(1);
    await client.leave();
  });

  test('is left for the room with other options, which count', async () => {
    const { client, devices, signaling } = fakeClient(ON);
    await client.enterLobby();
    const joined = client.join({ audio: 'off' });
    signaling().snapshot();
    await joined;
    expect(client.state.self).toMatchObject({ microphone: 'off', camera: 'on' });
    expect(devices.asked).toHaveLength(1);
    await client.leave();
  });

  test('is nothing during a call, and can be entered again after it', async () => {
    const { client, join } = fakeClient(ON);
    await join();
    await client.enterLobby();
    expect(client.state.status).toBe('joined');
    await client.leave();
    await client.enterLobby();
    expect(client.state).toMatchObject({ status: 'lobby', error: null, self: { camera: 'on' } });
    await client.leave();
  });

  test('that a listener leaves at once asks for nothing', async () => {
    const { client, devices } = fakeClient(ON);
    client.on('statuschange', ({ status }) => void (status === 'lobby' && client.leave()));
    await client.enterLobby();
    expect(devices.asked).toEqual([]);
    expect(client.state.status).toBe('idle');
  });

  test('of a join that is refused is over', async () => {
    const { client, devices } = fakeClient(ON);
    await client.enterLobby();
    await expect(client.join({ room: 'no room!' })).rejects.toMatchObject({ code: 'room-name-invalid' });
    expect(client.state).toMatchObject({ status: 'failed', present: null });
    expect(devices.live).toEqual([]);
  });
});

describe('who is in', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A lobby whose server answers with what is set. */
  function lobbyOf(options: { token?: string } = {}) {
    const requests: PresenceRequest[] = [];
    const server = { peers: [{ name: 'Ann' }] as { name: string }[] | null };
    const bench = fakeClient(options, {
      fetchPresence: (request) => {
        requests.push(request);
        return server.peers ? Promise.resolve(server.peers) : Promise.reject(new Error('HTTP 404'));
      },
    });
    return { ...bench, requests, server };
  }

  const asks = async (ms: number): Promise<unknown> => await vi.advanceTimersByTimeAsync(ms);

  test('is asked as the lobby opens, and every 5 s until it is over', async () => {
    const { client, requests, server } = lobbyOf({ token: 'secret' });
    await client.enterLobby();
    await asks(0);
    expect(client.state.present).toEqual([{ name: 'Ann' }]);
    expect(requests).toMatchObject([{ server: 'https://rooms.example.org', room: 'test', token: 'secret' }]);
    const { state } = client;
    await asks(5_000);
    expect(client.state).toBe(state);
    server.peers = [{ name: 'Ann' }, { name: 'Bob' }];
    await asks(5_000);
    expect(client.state.present).toEqual([{ name: 'Ann' }, { name: 'Bob' }]);
    await client.leave();
    await asks(60_000);
    expect(requests).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not known where the server does not tell, without an error', async () => {
    const { client, server } = lobbyOf();
    const onError = vi.fn();
    client.on('error', onError);
    await client.enterLobby();
    await asks(0);
    server.peers = null;
    await asks(5_000);
    expect(client.state.present).toBeNull();
    server.peers = [];
    await asks(5_000);
    expect(client.state.present).toEqual([]);
    expect(onError).not.toHaveBeenCalled();
    await client.leave();
  });

  test('is asked of the room that would be joined', async () => {
    const { client, requests } = lobbyOf();
    await client.enterLobby();
    await client.configure({ room: 'other' });
    await client.configure({ name: 'Ada' });
    await client.configure({ room: 'no room!' });
    await asks(0);
    expect(requests.map(({ room }) => room)).toEqual(['test', 'other']);
    expect(client.state.present).toBeNull();
    await asks(60_000);
    expect(requests).toHaveLength(2);
    await client.leave();
  });

  test('an answer that stays out is not waited for', async () => {
    const requests: PresenceRequest[] = [];
    const { client } = fakeClient(
      {},
      {
        fetchPresence: (request) => {
          requests.push(request);
          const answer = deferred<never>();
          request.signal.addEventListener('abort', () => answer.reject(new Error('aborted')));
          return answer.promise;
        },
      },
    );
    await client.enterLobby();
    await asks(13_000);
    expect(requests).toHaveLength(2);
    await client.leave();
    expect(requests.at(-1)?.signal.aborted).toBe(true);
  });

  test('is asked by nobody who does not look, and at once by who looks again', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    vi.stubGlobal('document', page);
    vi.stubGlobal('addEventListener', vi.fn());
    vi.stubGlobal('removeEventListener', vi.fn());
    const { client, requests } = lobbyOf();
    await client.enterLobby();
    await asks(20_000);
    expect(requests).toEqual([]);
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    await asks(0);
    expect(client.state.present).toEqual([{ name: 'Ann' }]);
    await client.leave();
  });
});
