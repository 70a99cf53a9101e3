/** A video track that is drawn: a moving square of one colour, 15 frames a second. */
export function drawnTrack(color: string, width = 160, height = 120): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(15).getVideoTracks();
  if (!context || !track) throw new Error('No canvas here.');
  let x = 0;
  const draw = (): void => {
    context.fillStyle = color;
    context.fillRect(0, 0, width, height);
    x = (x + 4) % width;
    context.fillStyle = 'black';
    context.fillRect(x, height / 2, 8, 8);
    if (track.readyState === 'live') setTimeout(draw, 66);
  };
  draw();
  return track;
}

/** The colour in the middle of the upper half of what a video track shows, as [r, g, b], once it shows something. */
export async function shownColor(track: MediaStreamTrack): Promise<[number, number, number]> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  await video.play();
  await shown;
  const canvas = Object.assign(document.createElement('canvas'), {
    width: video.videoWidth,
    height: video.videoHeight,
  });
  const context = canvas.getContext('2d');
  context?.drawImage(video, 0, 0);
  const data = context?.getImageData(Math.floor(canvas.width / 2), Math.floor(canvas.height / 4), 1, 1).data;
  video.srcObject = null;
  return [data?.[0] ?? 0, data?.[1] ?? 0, data?.[2] ?? 0];
}
