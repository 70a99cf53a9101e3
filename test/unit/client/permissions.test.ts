import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PARTICIPANT } from '../../../widget/src/protocol/permissions.js';
import type { Permissions } from '../../../widget/src/protocol/index.js';
import { peerInfo } from '../../helpers/facts.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const may = (change: Partial<Permissions>): Permissions => ({ ...PARTICIPANT, ...change });
const ON = { audio: 'on', video: 'on' } as const;

describe('sources that may not be published', () => {
  test('are not to be had: their devices are given back, without an error', async () => {
    const { client, join, devices } = fakeClient(ON);
    const failed = vi.fn();
    client.on('error', failed);
    const signaling = await join({ permissions: may({ publish: ['microphone'] }) });
    expect(client.state.self).toMatchObject({ microphone: 'on', camera: 'none', screen: 'none' });
    expect(devices.live.map(({ kind }) => kind)).toEqual(['audio']);
    const asked = devices.asked.length;
    await expect(client.setVideo(true)).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(client.shareScreen(true)).rejects.toMatchObject({ code: 'not-permitted' });
    expect(devices.asked).toHaveLength(asked);
    expect(signaling.named('produce').flatMap(({ producers }) => producers.map(({ source }) => source))).toEqual([
      'microphone',
    ]);
    expect(failed).not.toHaveBeenCalled();
    await client.leave();
  });

  test('are given back when they are withdrawn, and stay off until they are switched on, when given again', async () => {
    const { client, join, devices } = fakeClient(ON);
    const signaling = await join();
    const changed = vi.fn();
    client.on('permissionschange', ({ permissions }) => void changed(permissions.publish));
    signaling.event('permissionsChanged', { permissions: may({ publish: [] }), expiresAt: null });
    await client.configure({});
    expect(client.state.self).toMatchObject({ microphone: 'none', camera: 'none', screen: 'none', tracks: [] });
    expect(devices.live).toEqual([]);
    signaling.event('permissionsChanged', { permissions: PARTICIPANT, expiresAt: null });
    await client.configure({});
    expect(client.state.self).toMatchObject({ microphone: 'off', camera: 'off', screen: 'off' });
    expect(devices.live).toEqual([]);
    await client.setAudio(true);
    expect(client.state.self.microphone).toBe('on');
    expect(changed.mock.calls).toEqual([[[]], [PARTICIPANT.publish]]);
    await client.leave();
  });

  test('hold for the room alone: after it, devices are asked for as before', async () => {
    const { client, join } = fakeClient({ audio: 'on' });
    await join({ permissions: may({ publish: [] }) });
    expect(client.state.self.microphone).toBe('none');
    await client.leave();
    expect(client.state.self.microphone).toBe('off');
    await join();
    expect(client.state.self.microphone).toBe('on');
    await client.leave();
  });

  test('of the page are refused to the page', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ permissions: may({ publish: ['microphone'] }) });
    signaling.answers.produce = ({ producers }) =>
      producers.map(() => ({ code: 'not-permitted', message: 'This peer may not do this.' }));
    const publishing = client.publish(fakeTrack('video'), { label: 'board', source: 'custom' });
    await expect(publishing).rejects.toMatchObject({ code: 'not-permitted' });
    await client.leave();
  });
});

test('a name that the token gives is the name, and the client asks for no other', async () => {
  const { client, join } = fakeClient({ name: 'Zoë' });
  const self = peerInfo('me', {
    name: 'Ada Lovelace',
    identity: 'ada',
    role: 'teacher',
  });
  const signaling = await join({ self, permissions: may({ rename: false }) });
  expect(client.state.self).toMatchObject({ name: 'Ada Lovelace', identity: 'ada', role: 'teacher' });
  expect(signaling.named('updateSelf')).toEqual([]);
  await client.leave();
});
