import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { Transport } from 'mediasoup-client/types';
import type { ConsumerInfo } from '../../widget/src/protocol/index.js';
import { consumerInfo } from './facts.js';

/** A Device that works in Node: mediasoup-client with its own fake of a browser. */
export async function fakeDevice(): Promise<Device> {
  const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
  await device.load({ routerRtpCapabilities: fakeParameters.generateRouterRtpCapabilities() });
  return device;
}

/** A consumer that the fake browser can take. */
export function consumableInfo(id: string, change: Partial<ConsumerInfo> = {}): ConsumerInfo {
  const { rtpParameters } = fakeParameters.generateConsumerRemoteParameters({ id, codecMimeType: 'video/VP8' });
  return consumerInfo(id, { rtpParameters, ...change });
}

/** What the browser would find out about the connection. */
export function setConnectionState(transport: Transport, state: 'connected' | 'disconnected' | 'failed'): void {
  (transport.handler as unknown as Pick<FakeHandler, 'setConnectionState'>).setConnectionState(state);
}
