import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchPage } from '../../../widget/src/client/page-life.js';
import { ConnectionBench, settle, usingConnection } from '../../helpers/connection-bench.js';

usingConnection();

let page: EventTarget;
let shown: EventTarget & { visibilityState: string };

beforeEach(() => {
  page = new EventTarget();
  shown = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('document', shown);
});

const online = (): unknown => page.dispatchEvent(new Event('online'));
const pageShow = (persisted: boolean): unknown =>
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
const visibility = (state: string): unknown => {
  shown.visibilityState = state;
  return shown.dispatchEvent(new Event('visibilitychange'));
};

test('a network change is the word of the browser, or a return from the cache, until it is not listened to any more', () => {
  const changed = vi.fn();
  const unwatch = watchPage({ networkChanged: changed, shown: vi.fn() });
  online();
  pageShow(false);
  pageShow(true);
  expect(changed).toHaveBeenCalledTimes(2);
  unwatch();
  online();
  pageShow(true);
  expect(changed).toHaveBeenCalledTimes(2);
});

test('a page is shown when it was hidden, until it is not listened to any more', () => {
  const listener = vi.fn();
  const unwatch = watchPage({ networkChanged: vi.fn(), shown: listener });
  visibility('hidden');
  expect(listener).not.toHaveBeenCalled();
  visibility('visible');
  unwatch();
  visibility('visible');
  expect(listener).toHaveBeenCalledOnce();
});

test('where there is no page nothing is listened to', () => {
  vi.unstubAllGlobals();
  watchPage({ networkChanged: vi.fn(), shown: vi.fn() })();
});

describe('a connection', () => {
  let bench: ConnectionBench;

  beforeEach(async () => {
    bench = new ConnectionBench();
    await settle();
    await bench.join();
  });
  afterEach(() => bench.connection.leave());

  test('that is there is made anew when the network is another: it may be dead and not know it', () => {
    online();
    expect(bench.connection.status).toBe('reconnecting');
    expect(bench.signaling.connects).toBe(2);
  });

  test('that is lost waits no longer when the network is back, or when somebody looks', () => {
    bench.signaling.lose();
    online();
    expect(bench.signaling.connects).toBe(2);
    visibility('visible');
    expect(bench.signaling.connects).toBe(3);
  });

  test('that is there stays when somebody looks', () => {
    visibility('visible');
    expect(bench.connection.status).toBe('joined');
    expect(bench.signaling.connects).toBe(1);
  });

  test('that has ended stays so', async () => {
    await bench.connection.leave();
    online();
    visibility('visible');
    expect(bench.signaling.connects).toBe(1);
  });
});
