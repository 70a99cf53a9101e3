/* global AudioContext, MediaStream, addEventListener, document */
/** @import { SfuRoom } from 'sfu-room' */

/**
 * What a page has received of one track of the room, over all that it was received by.
 *
 * @typedef {object} Received
 * @property {number} packets since the page opened
 * @property {number} frames since the page opened; of video
 * @property {number} energy since the page opened; of audio: grows with what is heard
 * @property {number} gap longest time without a packet since the last mark, in ms, what lasts included; up to 50 too long
 * @property {number} dark longest time without a decoded frame since the last mark, in ms; up to 100 too long
 * @property {number} seenAt when that ended, in ms since the epoch
 */

/**
 * @typedef {object} Monitor
 * @property {() => void} mark gaps are measured from here on
 * @property {() => Record<string, Received>} read by the tracks' ids in the room
 * @property {RTCPeerConnection[]} connections every one that the page has made
 * @property {{ status: string, at: number }[]} statuses of the room, since the last mark
 */

/** Runs in the page before anything else: microphone and camera that are easy to measure, and what is received. */
export function installMonitor() {
  /** How often it is looked at what has arrived, in ms; the browser's own figures are no newer. */
  const POLL = 50;
  /** @type {RTCPeerConnection[]} */
  const connections = [];
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      connections.push(this);
    }
  };

  if ('mediaDevices' in navigator) {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
      const stream = new MediaStream();
      // The browser's own fake beeps, and its silence is not sent: a tone sends a packet every 20 ms.
      if (constraints.audio) {
        const context = new AudioContext();
        const oscillator = context.createOscillator();
        const destination = context.createMediaStreamDestination();
        oscillator.connect(destination);
        oscillator.start();
        for (const track of destination.stream.getTracks()) stream.addTrack(track);
      }
      if (constraints.video) {
        for (const track of (await native({ video: true })).getTracks()) stream.addTrack(track);
      }
      return stream;
    };
  }

  /** @typedef {Pick<Received, 'packets' | 'frames' | 'energy'>} Counts */
  /** @typedef {Pick<Received, 'gap' | 'dark' | 'seenAt'> & { counts: Map<string, Counts>, last: number, frameAt: number }} Track */
  /** @type {Map<string, Track>} */
  const tracks = new Map();
  /** @type {Monitor['statuses']} */
  const statuses = [];
  addEventListener('statuschange', (event) => {
    statuses.push({ status: /** @type {CustomEvent} */ (event).detail.status, at: Date.now() });
  });

  /**
   * @param {Track} track
   * @param {string} key
   * @param {Counts} counts
   */
  const count = (track, key, counts) => {
    const before = track.counts.get(key)?.frames ?? 0;
    track.counts.set(key, counts);
    if (counts.frames === before) return;
    const now = Date.now();
    if (track.frameAt > 0 && now - track.frameAt > track.dark) {
      track.dark = now - track.frameAt;
      track.seenAt = now;
    }
    track.frameAt = now;
  };

  const poll = async () => {
    const room = /** @type {SfuRoom | null} */ (document.querySelector('sfu-room:defined'));
    const ids = new Map(room?.client.state.tracks.map(({ id, track }) => [track.id, id]));
    for (const [index, connection] of connections.entries()) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const entry of report.values()) {
        const id = entry.type === 'inbound-rtp' ? ids.get(String(entry.trackIdentifier)) : undefined;
        if (id === undefined) continue;
        const track = tracks.get(id) ?? { counts: new Map(), last: 0, gap: 0, dark: 0, seenAt: 0, frameAt: 0 };
        tracks.set(id, track);
        count(track, `${String(index)}:${String(entry.ssrc)}`, {
          packets: Number(entry.packetsReceived ?? 0),
          frames: Number(entry.framesDecoded ?? 0),
          energy: Number(entry.totalAudioEnergy ?? 0),
        });
        const last = Number(entry.lastPacketReceivedTimestamp ?? 0);
        if (last <= track.last) continue;
        if (track.last > 0) track.gap = Math.max(track.gap, last - track.last);
        track.last = last;
      }
    }
    setTimeout(() => void poll(), POLL);
  };
  void poll();

  /** @type {Monitor} */
  const monitor = {
    connections,
    mark: () => {
      for (const track of tracks.values()) Object.assign(track, { gap: 0, dark: 0, seenAt: 0 });
      statuses.length = 0;
    },
    statuses,
    read: () =>
      Object.fromEntries(
        [...tracks].map(([id, { counts, last, gap, dark, seenAt }]) => {
          const sum = { packets: 0, frames: 0, energy: 0 };
          for (const { packets, frames, energy } of counts.values()) {
            sum.packets += packets;
            sum.frames += frames;
            sum.energy += energy;
          }
          return [id, { ...sum, dark, seenAt, gap: Math.max(gap, last === 0 ? 0 : Date.now() - last) }];
        }),
      ),
  };
  Object.assign(globalThis, { monitor });
}
