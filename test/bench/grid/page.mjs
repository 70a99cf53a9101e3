/**
 * What runs in the pages of the bench; each function goes there by itself.
 *
 * @typedef {{ width: number, height: number, rate: number }} Picture rate in frames per second
 * @typedef {{ bytes: number, frames: number, widths: number[] }} Received
 * @typedef {typeof globalThis & { connections: RTCPeerConnection[], camera: MediaStreamTrack }} Bench
 */

/** Before all else: sees every connection of the page. */
export function watchConnections() {
  const Native = RTCPeerConnection;
  const bench = /** @type {Bench} */ (globalThis);
  bench.connections = [];
  globalThis.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      bench.connections.push(this);
    }
  };
}

/**
 * One picture for all publishers, so that drawing weighs little: soft blobs that drift, as busy as a person in a room.
 *
 * @param {Picture} picture
 */
export function startCamera({ width, height, rate }) {
  const make = (/** @type {number} */ w, /** @type {number} */ h) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas here.');
    return { canvas, context };
  };
  const scene = make(width * 1.25, height * 1.25);
  for (let blob = 0; blob < 600; blob++) {
    scene.context.fillStyle = `hsl(${String((blob * 47) % 360)} 45% ${String(25 + ((blob * 13) % 50))}% / 60%)`;
    scene.context.beginPath();
    const [x, y] = [(blob * 197) % scene.canvas.width, (blob * 89) % scene.canvas.height];
    scene.context.arc(x, y, 6 + ((blob * 7) % 40), 0, 7);
    scene.context.fill();
  }
  const { canvas, context } = make(width, height);
  let frame = 0;
  setInterval(() => {
    frame += 1;
    const [x, y] = [(1 + Math.sin(frame / 17)) * width * 0.12, (1 + Math.cos(frame / 23)) * height * 0.12];
    context.drawImage(scene.canvas, -x, -y);
    context.save();
    context.translate(width / 2, height / 2);
    context.rotate(Math.sin(frame / 9) / 4);
    context.drawImage(scene.canvas, x, y, 300, 300, -150, -150, 300, 300);
    context.restore();
  }, 1000 / rate);
  const [track] = canvas.captureStream(rate).getVideoTracks();
  if (!track) throw new Error('No canvas here.');
  /** @type {Bench} */ (globalThis).camera = track;
}

/**
 * Peers that publish and receive nothing.
 *
 * @param {{ room: string, peers: number, encodings: RTCRtpEncodingParameters[] | null }} how
 */
export async function publish({ room, peers, encodings }) {
  const { camera } = /** @type {Bench} */ (globalThis);
  await Promise.all(
    Array.from({ length: peers }, async () => {
      const element = document.createElement('sfu-room');
      const attributes = { room, ui: 'none', audio: 'none', video: 'none', subscribe: 'manual' };
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      await element.join();
      const options = { label: 'camera', source: /** @type {const} */ ('camera'), ...(encodings ? { encodings } : {}) };
      await element.publish(camera.clone(), options);
    }),
  );
}

/**
 * One peer that looks at everybody; resolves when it sees them all.
 *
 * @param {{ room: string, peers: number, tells: boolean }} how `tells`: of the sizes of its tiles
 */
export async function view({ room, peers, tells }) {
  const element = document.createElement('sfu-room');
  element.style.cssText = 'position: fixed; inset: 0; block-size: 100%';
  if (!tells) element.client.setTrackSize = element.client.setOtherSizes = () => Promise.resolve();
  const attributes = { room, audio: 'none', video: 'none' };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  await element.join();
  const seen = () => {
    const videos = (element.shadowRoot?.querySelector('sfu-stage')?.tiles ?? []).map(({ shadowRoot }) =>
      shadowRoot?.querySelector('video.playing'),
    );
    return videos.filter(Boolean).length;
  };
  while (seen() < peers) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** All rooms of the page are left. */
export async function leave() {
  for (const element of document.querySelectorAll('sfu-room')) {
    for (const { label, track } of element.client.state.self.tracks) {
      await element.unpublish(label);
      track?.stop();
    }
    await element.leave();
    element.remove();
  }
}

/** Frames that were encoded since the connections began, by track and then by layer. */
export async function encoded() {
  const { connections } = /** @type {Bench} */ (globalThis);
  /** @type {Record<string, Record<string, number>>} */
  const frames = {};
  for (const [index, connection] of connections.entries()) {
    if (connection.connectionState === 'closed') continue;
    const report = await connection.getStats();
    for (const entry of report.values()) {
      if (entry.type !== 'outbound-rtp') continue;
      const track = `${String(index)}:${String(entry.mediaSourceId)}`;
      frames[track] = { ...frames[track], [entry.rid ?? '']: entry.framesEncoded ?? 0 };
    }
  }
  return frames;
}

/** @returns {Promise<Received>} since the connections began; mediasoup's probation stream is no media */
export async function received() {
  const { connections } = /** @type {Bench} */ (globalThis);
  /** @type {Received} */
  const sum = { bytes: 0, frames: 0, widths: [] };
  for (const connection of connections.filter(({ connectionState }) => connectionState !== 'closed')) {
    const report = await connection.getStats();
    for (const entry of report.values()) {
      if (entry.type !== 'inbound-rtp' || entry.ssrc === 1234) continue;
      sum.bytes += entry.bytesReceived;
      sum.frames += entry.framesDecoded ?? 0;
      sum.widths.push(entry.frameWidth ?? 0);
    }
  }
  return sum;
}
