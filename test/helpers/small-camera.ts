/**
 * Makes the page's camera small. The fake camera draws and each peer encodes in
 * software: at 720p two cores carry no four peers.
 */
const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);

/** Every camera and microphone track that the page was given. */
export const capturedTracks: MediaStreamTrack[] = [];

navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
  const video = constraints.video && { width: 320, height: 240, frameRate: 15 };
  const stream = await native({ ...constraints, ...(video ? { video } : {}) });
  capturedTracks.push(...stream.getTracks());
  return stream;
};
