import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { peerInfo } from '../../helpers/facts.js';
import { fakeClient } from '../../helpers/fake-client.js';
import type { FakeSignaling } from '../../helpers/fake-signaling.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';
import { until } from '../../helpers/until.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

/** The pauses that the server was told of the microphone's producer. */
const pausesTold = (signaling: FakeSignaling): boolean[] =>
  signaling.named('updateProducer').map(({ paused }) => paused);

describe('what a moderator stops', () => {
  test('of the microphone is off, and told with whoever did it; the user switches it on again', async () => {
    const { client, join } = fakeClient({ audio: 'on' });
    const bob = peerInfo('bob');
    const signaling = await join({ peers: [bob] });
    const stopped = vi.fn();
    client.on('devicestopped', stopped);
    signaling.event('stopped', { stops: { microphone: 5 }, by: 'bob' });
    await client.configure({});
    expect(client.state.self.microphone).toBe('off');
    expect(stopped).toHaveBeenCalledExactlyOnceWith({ source: 'microphone', by: 'bob', peer: client.state.peers[0] });
    expect(pausesTold(signaling)).toEqual([true]);
    await client.setAudio(true);
    expect(client.state.self.microphone).toBe('on');
    expect(pausesTold(signaling)).toEqual([true, false]);
    await client.leave();
  });

  test('of the camera gives the device back', async () => {
    const { client, join, devices } = fakeClient({ video: 'on' });
    const signaling = await join();
    expect(devices.live).toHaveLength(1);
    signaling.event('stopped', { stops: { camera: 5 }, by: 'server' });
    await client.configure({});
    expect(client.state.self.camera).toBe('off');
    expect(devices.live).toEqual([]);
    await client.leave();
  });

  test('of the screen ends the sharing and its sound', async () => {
    const { client, join, devices } = fakeClient();
    const signaling = await join();
    await client.shareScreen(true);
    const stopped = vi.fn();
    client.on('devicestopped', ({ source, peer }) => void stopped(source, peer));
    signaling.event('stopped', { stops: { screen: 5, screenaudio: 5 }, by: 'server' });
    await client.configure({});
    expect(client.state.self).toMatchObject({ screen: 'off', tracks: [] });
    expect(devices.live).toEqual([]);
    expect(stopped.mock.calls).toEqual([
      ['screen', null],
      ['screenaudio', null],
    ]);
    await client.leave();
  });

  test('of a track of the page takes it back', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    await client.publish(fakeTrack('video'), { label: 'whiteboard', source: 'custom' });
    signaling.event('stopped', { stops: { custom: 5 }, by: 'server' });
    await client.configure({});
    expect(client.state.self.tracks).toEqual([]);
    expect(signaling.named('closeProducer')).toHaveLength(1);
    await client.leave();
  });

  test('while the socket is away is off before anything is sent again', async () => {
    const { client, join, signaling } = fakeClient({ audio: 'on' });
    await join({ stops: { microphone: 1 } });
    signaling().lose();
    expect(client.state.self.microphone).toBe('on');
    const stopped = vi.fn();
    client.on('devicestopped', stopped);
    const before = signaling().requests.length;
    signaling().snapshot({ stops: { microphone: 2 } });
    await client.configure({});
    expect(client.state.self.microphone).toBe('off');
    expect(stopped).toHaveBeenCalledExactlyOnceWith({ source: 'microphone', by: 'server', peer: null });
    const since = signaling().requests.slice(before);
    const live = since.filter(({ request }) => JSON.stringify(request).includes('"paused":false'));
    expect(live).toEqual([]);
    await client.leave();
  });

  test('was stopped for good: a server that was started again, and knows nothing of it, changes nothing', async () => {
    const { client, join } = fakeClient({ audio: 'on' });
    const signaling = await join({ stops: { microphone: 100 } });
    signaling.event('stopped', { stops: { microphone: 200 }, by: 'server' });
    signaling.lose();
    signaling.snapshot({ stops: {} });
    await client.configure({});
    expect(client.state.self.microphone).toBe('off');
    await client.setAudio(true);
    signaling.lose();
    // The restarted server's clock has gone on.
    signaling.snapshot({ stops: { microphone: 300 } });
    await client.configure({});
    expect(client.state.self.microphone).toBe('off');
    await client.leave();
  });

  test('is nothing to who has it off already, and nothing is told', async () => {
    const { client, join, devices } = fakeClient({ audio: 'off' });
    const signaling = await join();
    const stopped = vi.fn();
    client.on('devicestopped', stopped);
    signaling.event('stopped', { stops: { microphone: 5, camera: 5, screen: 5 }, by: 'server' });
    await client.configure({});
    expect(stopped).not.toHaveBeenCalled();
    expect(devices.asked).toEqual([]);
    await client.leave();
  });

  test('while the browser still asks for it stays off when the user allows it', async () => {
    const { client, join, devices } = fakeClient();
    const signaling = await join();
    const answer = deferred<void>();
    devices.thinks = answer.promise;
    const on = client.setAudio(true);
    await until('the user is asked', () => devices.asked.length === 1);
    signaling.event('stopped', { stops: { microphone: 5 }, by: 'server' });
    answer.resolve(undefined);
    await on;
    expect(client.state.self.microphone).toBe('off');
    expect(devices.given.filter(({ enabled, readyState }) => enabled && readyState === 'live')).toEqual([]);
    await client.leave();
  });

  test('and the user’s own unmuting at the same time end in agreement', async () => {
    const { client, join } = fakeClient({ audio: 'on' });
    const signaling = await join();
    await client.setAudio(false);
    const answer = deferred<null>();
    signaling.answers.updateProducer = ({ paused }) => (paused ? null : answer.promise);
    const unmuted = client.setAudio(true);
    await until('the server is asked', () => pausesTold(signaling).at(-1) === false);
    // The server took the order first, and then the unmuting, which had been sent before its peer heard of the order.
    signaling.event('stopped', { stops: { microphone: 5 }, by: 'server' });
    answer.resolve(null);
    await unmuted;
    await client.configure({});
    expect(client.state.self.microphone).toBe('off');
    expect(pausesTold(signaling).at(-1)).toBe(true);
    await client.leave();
  });
});

describe('what a moderator or the server tells', () => {
  test('is told on: asking, data, draining, each with whoever it comes from', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ peers: [peerInfo('bob')] });
    const told: [string, object][] = [];
    for (const name of ['deviceasked', 'data', 'draining'] as const) {
      client.on(name, (event) => told.push([name, event]));
    }
    signaling.event('asked', { source: 'camera', by: 'bob' });
    signaling.event('data', { peerId: 'server', topic: 'a', data: '1' });
    signaling.event('data', { peerId: 'bob', topic: 'a', data: '2' });
    signaling.event('draining', { closesIn: 1_000 });
    const [bob] = client.state.peers;
    expect(told).toEqual([
      ['deviceasked', { source: 'camera', by: 'bob', peer: bob }],
      ['data', { peerId: 'server', peer: null, topic: 'a', data: '1' }],
      ['data', { peerId: 'bob', peer: bob, topic: 'a', data: '2' }],
      ['draining', { closesIn: 1_000 }],
    ]);
    await client.leave();
  });

  test('is in the state: rules and who knocks, each new one told once', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const [rules, knock] = [vi.fn(), vi.fn()];
    client.on('ruleschange', rules);
    client.on('knock', knock);
    const locked = { locked: true, lobby: false, spotlight: null };
    signaling.event('rulesChanged', { rules: locked });
    signaling.event('knocksChanged', { knocks: [{ id: 'eve', name: 'Eve' }] });
    signaling.event('knocksChanged', {
      knocks: [
        { id: 'eve', name: 'Eve' },
        { id: 'kim', name: 'Kim' },
      ],
    });
    signaling.event('knocksChanged', { knocks: [] });
    expect(rules).toHaveBeenCalledExactlyOnceWith({ rules: locked });
    expect(client.state.rules).toEqual(locked);
    expect(knock.mock.calls).toEqual([[{ id: 'eve', name: 'Eve' }], [{ id: 'kim', name: 'Kim' }]]);
    expect(client.state.knocks).toEqual([]);
    await client.leave();
  });

  test('is asked of the server once, and its refusal told', async () => {
    const { client, join } = fakeClient();
    await expect(client.moderate({ action: 'end' })).rejects.toMatchObject({ code: 'not-joined' });
    await expect(client.sendData('a', 'b')).rejects.toMatchObject({ code: 'not-joined' });
    const signaling = await join();
    await client.moderate({ action: 'admit', id: 'eve' });
    await client.sendData('a', 'b', { to: 'eve' });
    expect(signaling.named('moderate')).toEqual([{ action: 'admit', id: 'eve' }]);
    expect(signaling.named('sendData')).toEqual([{ topic: 'a', data: 'b', to: 'eve' }]);
    signaling.answers.moderate = () => Promise.reject(new RoomError('not-permitted'));
    await expect(client.moderate({ action: 'end' })).rejects.toMatchObject({ code: 'not-permitted' });
    await client.leave();
  });
});
