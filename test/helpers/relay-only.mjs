/** Runs in the page before anything else: no connection uses anything but a relay, as behind a firewall that lets nothing else through. */
export function relayOnly() {
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
}
