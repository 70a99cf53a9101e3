import { Device } from 'mediasoup-client';
import type { Capabilities } from '../protocol/snapshot.js';
import { PROTOCOL_VERSION } from '../protocol/version.js';
import { endpointOf } from './endpoint.js';
import { RoomError } from './errors.js';

/**
 * A Device that knows what the server's routers can do; fetched beside the
 * WebSocket's opening, so that it costs no round trip of its own.
 * @throws RoomError server-unreachable, protocol-mismatch, device-unsupported
 */
export async function loadDevice(server: string, signal: AbortSignal): Promise<Device> {
  const { protocol, rtpCapabilities } = await fetchCapabilities(server, signal);
  if (protocol !== PROTOCOL_VERSION) throw new RoomError('protocol-mismatch');
  try {
    const device = new Device();
    await device.load({ routerRtpCapabilities: rtpCapabilities });
    return device;
  } catch (error) {
    throw RoomError.from(error, 'device-unsupported');
  }
}

async function fetchCapabilities(server: string, signal: AbortSignal): Promise<Capabilities> {
  try {
    const response = await fetch(endpointOf(server).capabilities, { signal, credentials: 'omit' });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
    return (await response.json()) as Capabilities;
  } catch (error) {
    throw RoomError.from(error, 'server-unreachable');
  }
}
