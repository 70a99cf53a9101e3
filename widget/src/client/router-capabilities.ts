import type { Device } from 'mediasoup-client/types';
import type { Capabilities } from '../protocol/snapshot.js';
import { PROTOCOL_VERSION } from '../protocol/version.js';
import { endpointOf } from './endpoint.js';
import { RoomError } from './errors.js';

/** How long the answer may take, in ms. */
const TIMEOUT = 8_000;

/**
 * A Device that knows what the server's routers can do; fetched beside the
 * WebSocket's opening, so that it costs no round trip of its own.
 * @throws RoomError server-unreachable, protocol-mismatch, device-unsupported
 */
export async function loadDevice(
  server: string,
  createDevice: () => Device | Promise<Device>,
  signal: AbortSignal,
): Promise<Device> {
  try {
    const device = await createDevice();
    if (device.loaded) return device;
    const { protocol, rtpCapabilities } = await fetchCapabilities(server, signal);
    if (protocol !== PROTOCOL_VERSION) throw new RoomError('protocol-mismatch');
    await device.load({ routerRtpCapabilities: rtpCapabilities });
    return device;
  } catch (error) {
    throw RoomError.from(error, 'device-unsupported');
  }
}

async function fetchCapabilities(server: string, signal: AbortSignal): Promise<Capabilities> {
  // One that ends with either (`AbortSignal.any` is too new for some phones).
  const either = new AbortController();
  const abort = (): void => either.abort();
  const timer = setTimeout(abort, TIMEOUT);
  signal.addEventListener('abort', abort);
  try {
    const response = await fetch(endpointOf(server).capabilities, { signal: either.signal, credentials: 'omit' });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return (await response.json()) as Capabilities;
  } catch (error) {
    throw RoomError.from(error, 'server-unreachable');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}
