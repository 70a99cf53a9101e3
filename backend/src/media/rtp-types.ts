import type * as server from 'mediasoup/types';
import type * as wire from 'mediasoup-client/types';

// mediasoup and mediasoup-client describe the same JSON by types that do not
// assign to each other (enums against strings). The two meet in this file only.

export type { wire };

export function rtpCapabilitiesToWire(capabilities: server.RtpCapabilities): wire.RtpCapabilities {
  return capabilities as unknown as wire.RtpCapabilities;
}

export function rtpCapabilitiesFromWire(capabilities: wire.RtpCapabilities): server.RtpCapabilities {
  return capabilities;
}

export function rtpParametersToWire(parameters: server.RtpParameters): wire.RtpParameters {
  return parameters as unknown as wire.RtpParameters;
}

export function rtpParametersFromWire(parameters: wire.RtpParameters): server.RtpParameters {
  return parameters;
}

export function dtlsParametersFromWire(parameters: wire.DtlsParameters): server.DtlsParameters {
  return parameters;
}
