/* global addEventListener */

/**
 * What an element told by an event, as far as tests look at it.
 *
 * @typedef {object} Told
 * @property {string} name of the event
 * @property {number} at in ms since the epoch
 * @property {string} [status]
 * @property {string} [previous]
 * @property {string} [reason]
 * @property {string} [code] of an error
 * @property {string} [label]
 * @property {string} [text]
 * @property {string} [peerId]
 * @property {string} [connection] of the peer
 */

/** Runs in the page before anything else: keeps in `told` what elements tell before a test can listen. */
export function recordEvents() {
  /** @type {Told[]} */
  const told = [];
  Object.assign(globalThis, { told });
  const ofTheRoom = ['error', 'joined', 'left', 'statuschange', 'peerjoined', 'peerleft', 'peerchange', 'message'];
  const ofTracks = ['track', 'trackended', 'trackpaused', 'trackresumed', 'mediachange'];
  const ofModeration = ['devicestopped', 'deviceasked', 'tokenexpiring', 'draining'];
  for (const name of [...ofTheRoom, ...ofTracks, ...ofModeration]) {
    /** @param {Event} event */
    const note = (event) => {
      if (!(event instanceof CustomEvent)) return;
      const { status, previous, reason, label, text, error, peer } = event.detail;
      const peerId = peer?.id ?? event.detail.peerId;
      const connection = peer?.connection;
      told.push({ name, at: Date.now(), status, previous, reason, label, text, code: error?.code, peerId, connection });
    };
    // `error` does not bubble, but it is captured.
    addEventListener(name, note, { capture: true });
  }
}
