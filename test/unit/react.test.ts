// @vitest-environment happy-dom
import { act, createElement, StrictMode, useSyncExternalStore, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RoomClient } from '../../widget/src/client/room-client.js';
import { fakeClient } from '../helpers/fake-client.js';
import { FakeMediaStream } from '../helpers/fake-track.js';
import { peerChange, peerInfo } from '../helpers/facts.js';

const complaints = vi.fn();
let root: Root;
let container: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('MediaStream', FakeMediaStream);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // React tells of states that are never the same twice, and of endless renders.
  vi.spyOn(console, 'error').mockImplementation(complaints);
  container = document.createElement('div');
  root = createRoot(container);
});

afterEach(async () => {
  await inReact(() => root.unmount());
  expect(complaints).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Does it, and all that React makes of it. */
async function inReact(work: () => unknown): Promise<void> {
  await act(async () => {
    await work();
  });
}

/** A component as anybody would write it. */
function Peers({ client, rendered }: { client: RoomClient; rendered: () => void }): ReactElement {
  const state = useSyncExternalStore(client.subscribe, () => client.state);
  rendered();
  return createElement('p', null, `${state.status}: ${state.peers.map(({ name }) => name).join()}`);
}

test('useSyncExternalStore takes subscribe and state as they are', async () => {
  const { client, join, signaling } = fakeClient();
  const rendered = vi.fn();
  await inReact(() => root.render(createElement(Peers, { client, rendered })));
  expect(container.textContent).toBe('idle: ');

  await inReact(() => join({ peers: [peerInfo('bob')] }));
  expect(container.textContent).toBe('joined: BOB');

  rendered.mockClear();
  await inReact(() => signaling().event('peerJoined', { peer: peerInfo('eve') }));
  expect(container.textContent).toBe('joined: BOB,EVE');
  expect(rendered).toHaveBeenCalledOnce();

  await inReact(() => client.configure({}));
  expect(rendered).toHaveBeenCalledOnce();

  await inReact(() => root.render(null));
  signaling().event('peerJoined', { peer: peerInfo('zoe') });
  expect(rendered).toHaveBeenCalledOnce();
  await inReact(() => client.leave());
});

test('a component that selects one peer renders anew only when that one changed', async () => {
  const { client, join, signaling } = fakeClient();
  await join({ peers: [peerInfo('bob'), peerInfo('eve')] });
  const rendered = vi.fn();
  function Bob(): ReactElement {
    const bob = useSyncExternalStore(client.subscribe, () => client.state.peers[0]);
    rendered();
    return createElement('p', null, bob?.name);
  }
  await inReact(() => root.render(createElement(Bob)));
  await inReact(() => signaling().event('peerChanged', peerChange('eve', { name: 'Eve', connection: 'reconnecting' })));
  expect(rendered).toHaveBeenCalledOnce();
  await inReact(() => signaling().event('peerChanged', peerChange('bob', { name: 'Bob' })));
  expect(rendered).toHaveBeenCalledTimes(2);
  expect(container.textContent).toBe('Bob');
  await inReact(() => client.leave());
});

test('under StrictMode, which mounts everything twice, it is the same', async () => {
  const { client, join } = fakeClient();
  await inReact(() =>
    root.render(createElement(StrictMode, null, createElement(Peers, { client, rendered: () => undefined }))),
  );
  await inReact(() => join({ peers: [peerInfo('bob')] }));
  expect(container.textContent).toBe('joined: BOB');
  await inReact(() => client.leave());
});
