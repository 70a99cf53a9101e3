/**
 * Runs in the page, and makes its camera small. The fake camera draws and each peer encodes in software: at 720p two
 * cores carry no four peers.
 *
 * @returns {MediaStreamTrack[]} every camera and microphone track that the page was given, up to now
 */
export function shrinkCamera() {
  /** @type {MediaStreamTrack[]} */
  const captured = [];
  // There is none on a page without HTTPS.
  if (!('mediaDevices' in navigator)) return captured;
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const wanted = typeof constraints.video === 'object' ? constraints.video : {};
    const device = wanted.deviceId === undefined ? {} : { deviceId: wanted.deviceId };
    const video = constraints.video && { width: 320, height: 240, frameRate: 15, ...device };
    const stream = await native({ ...constraints, ...(video ? { video } : {}) });
    captured.push(...stream.getTracks());
    return stream;
  };
  return captured;
}
