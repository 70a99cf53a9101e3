import type { DeviceChange, RoomClient, RoomOptions } from '../../widget/src/client/index.js';
import { fakeClient } from './fake-client.js';

/** Everything has happened that waits for nothing but its turn. */
export const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/** In a room, with two of each device. */
export async function roomWithDevices(options: Partial<RoomOptions> = {}) {
  const bench = fakeClient({ audio: 'on', video: 'on', ...options });
  const { client, devices, join } = bench;
  devices.plug('mic1', 'mic2', 'cam1', 'cam2', 'speaker1', 'speaker2');
  const changes: DeviceChange[] = [];
  const errors: string[] = [];
  client.on('devicechange', (change) => changes.push(change));
  client.on('error', ({ error }) => errors.push(error.code));
  const signaling = await join();
  await settle();
  return { ...bench, signaling, changes, errors };
}

/** A device that was plugged in, as it is told. */
export const infoOf = (id: string): { id: string; label: string } => ({ id, label: id.toUpperCase() });

/** Which devices' tracks are in the state. */
export function tracksOf(client: RoomClient): Record<string, string | undefined> {
  return Object.fromEntries(client.state.self.tracks.map(({ label, track }) => [label, track?.getSettings().deviceId]));
}

/** Which devices' tracks are live. */
export function liveOf(tracks: readonly MediaStreamTrack[]): (string | undefined)[] {
  return tracks.filter(({ readyState }) => readyState === 'live').map((track) => track.getSettings().deviceId);
}
