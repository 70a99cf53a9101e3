/** @typedef {{
 *   drawn(): MediaStreamTrack,
 *   firstFrame(track: MediaStreamTrack): Promise<number>,
 *   SfuRoom: new () => import('sfu-room').SfuRoom,
 *   SimpleMediasoupPeer: new (options: object) => SimplePeer,
 * }} Page what a page of the bench has */

/** @typedef {{
 *   addTrack(what: { track: MediaStreamTrack, label: string }): Promise<void>,
 *   on(name: 'track', listener: (event: { track: MediaStreamTrack }) => void): void,
 *   connectToPeer?: unknown,
 * }} SimplePeer */

/** Runs in each page before anything else. */
export function preparePage() {
  const drawn = () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream(15).getVideoTracks();
    if (!context || !track) throw new Error('No canvas here.');
    let x = 0;
    setInterval(() => {
      context.fillStyle = `hsl(${(x += 7)} 80% 50%)`;
      context.fillRect(0, 0, 160, 120);
    }, 66);
    return track;
  };
  const firstFrame = async (/** @type {MediaStreamTrack} */ track) => {
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = new MediaStream([track]);
    document.body.append(video);
    void video.play();
    return await new Promise((resolve) => video.requestVideoFrameCallback((now) => resolve(now)));
  };
  Object.assign(globalThis, { drawn, firstFrame });
}

/**
 * Runs in the publishing page: it reaches the server's media without the relay, so that only the joining side is far.
 *
 * @param {{ relay: string, server: string }} hosts
 */
export function bypassRelay({ relay, server }) {
  const native = /** @type {(this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>} */ (
    RTCPeerConnection.prototype.setRemoteDescription
  );
  RTCPeerConnection.prototype.setRemoteDescription = /** @this {RTCPeerConnection} */ async function (
    /** @type {RTCSessionDescriptionInit} */ description,
  ) {
    await native.call(this, { ...description, sdp: description.sdp?.replaceAll(relay, server) ?? '' });
  };
}
