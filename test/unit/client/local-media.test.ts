import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream } from '../../helpers/fake-track.js';
import { isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

describe('a screen share', () => {
  test('taken back while the question is open stays off, whatever the user answers', async () => {
    const { client, join, devices } = fakeClient();
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    await join();
    const shared = client.shareScreen(true);
    await client.shareScreen(false);
    thinking.resolve(undefined);
    await shared;
    expect(client.state.self).toMatchObject({ screen: 'off', tracks: [] });
    expect(devices.given.every(({ readyState }) => readyState === 'ended')).toBe(true);
    await client.leave();
  });

  test('wanted again while the question is open is on, by one answer, for all who asked', async () => {
    const { client, join, devices } = fakeClient();
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    await join();
    const first = client.shareScreen(true);
    await client.shareScreen(false);
    const again = client.shareScreen(true);
    expect(await isSettled(again)).toBe(false);
    thinking.resolve(undefined);
    await Promise.all([first, again]);
    expect(devices.asked).toHaveLength(1);
    expect(client.state.self.screen).toBe('on');
    expect(client.state.self.tracks.map(({ label, published }) => [label, published])).toEqual([
      ['screen', true],
      ['screenaudio', true],
    ]);
    await client.leave();
  });
});
