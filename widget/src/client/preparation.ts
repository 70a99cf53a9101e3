import type { Device } from 'mediasoup-client/types';
import { createDtlsIdentity, type DtlsIdentity } from './certificate.js';
import { RoomError } from './errors.js';
import { loadDevice } from './router-capabilities.js';

/** What a join needs of this side; made while the socket opens. */
export interface Preparation {
  readonly device: Device;
  readonly identity: DtlsIdentity | null;
}

/** @throws RoomError server-unreachable, protocol-mismatch, device-unsupported */
export async function prepare(
  server: string,
  createDevice: () => Device | Promise<Device>,
  signal: AbortSignal,
): Promise<Preparation> {
  const [device, identity] = await Promise.all([loadDevice(server, createDevice, signal), createIdentity()]);
  return { device, identity };
}

async function createIdentity(): Promise<DtlsIdentity | null> {
  try {
    return await createDtlsIdentity();
  } catch (error) {
    throw RoomError.from(error, 'device-unsupported');
  }
}
