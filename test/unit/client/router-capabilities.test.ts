import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { afterEach, expect, test, vi } from 'vitest';
import { loadDevice } from '../../../widget/src/client/router-capabilities.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a server that does not answer is given up after eight seconds', async () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      }),
  );
  const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
  const loaded = loadDevice('https://rooms.example.org', () => device, new AbortController().signal);
  const failed = expect(loaded).rejects.toMatchObject({ code: 'server-unreachable' });
  await vi.advanceTimersByTimeAsync(8_000);
  await failed;
});
