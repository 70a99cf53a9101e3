/** Pictures per second: as calm as it looks. */
const RATE = 12;
const WIDTH = 480;
const HEIGHT = 270;

/**
 * A moving picture that needs no camera. It ends when its track is stopped.
 *
 * @param {string} letter
 * @param {number} hue
 * @returns {MediaStreamTrack}
 */
export function drawnTrack(letter, hue) {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures.');
  const draw = () => drawPicture(pen, letter, hue, performance.now() / 1000);
  draw();
  const [track] = canvas.captureStream(RATE).getVideoTracks();
  if (!track) throw new Error('This browser makes no video of a canvas.');
  const timer = setInterval(() => {
    if (track.readyState === 'ended') clearInterval(timer);
    else draw();
  }, 1000 / RATE);
  return track;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} letter
 * @param {number} hue
 * @param {number} seconds
 */
function drawPicture(pen, letter, hue, seconds) {
  const turn = (/** @type {number} */ period) => Math.sin((seconds / period) * 2 * Math.PI);
  const sky = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  sky.addColorStop(0, `oklch(78% 0.09 ${hue})`);
  sky.addColorStop(1, `oklch(52% 0.12 ${hue + 50})`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = `oklch(92% 0.06 ${hue + 20} / 55%)`;
  disc(pen, WIDTH * (0.28 + 0.05 * turn(11)), HEIGHT * (0.3 + 0.05 * turn(7)), 64);
  pen.fillStyle = `oklch(42% 0.11 ${hue + 70} / 55%)`;
  disc(pen, WIDTH * (0.76 + 0.04 * turn(9)), HEIGHT * (0.8 + 0.06 * turn(13)), 120);
  pen.fillStyle = 'oklch(99% 0.01 90)';
  pen.font = '600 96px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(letter, WIDTH / 2, HEIGHT / 2 + 6 + 4 * turn(5));
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function disc(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
