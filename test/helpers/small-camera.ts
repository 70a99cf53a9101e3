import { shrinkCamera } from './shrink-camera.mjs';

/** Every camera and microphone track that the page was given. */
export const capturedTracks = shrinkCamera();
