import { expect } from 'chai';
import { drawnTrack } from '../helpers/drawn-track.js';
import { open, outbound, senderOf } from '../helpers/peer-connections.js';
import { roomName } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until, untilGrown } from '../helpers/until.js';
import { VoiceTrack } from '../helpers/voice-track.js';

const SILENT = { audio: 'none', video: 'none' };

/** What the browser negotiated for a track's codec: the fmtp line and the MIME type. */
async function codecOf(track: MediaStreamTrack): Promise<{ mimeType: string; sdpFmtpLine: string }> {
  return await until('the codec is known', async () => {
    for (const connection of open()) {
      const sender = connection.getSenders().find((candidate) => candidate.track === track);
      const report = await sender?.getStats();
      if (!report) continue;
      const entries = [...(report.values() as Iterable<Record<string, unknown>>)];
      const rtp = entries.find(({ type, codecId }) => type === 'outbound-rtp' && codecId !== undefined);
      const codec = entries.find(({ id }) => rtp && id === rtp.codecId);
      if (codec) return { mimeType: String(codec.mimeType), sdpFmtpLine: String(codec.sdpFmtpLine) };
    }
    return null;
  });
}

describe('what is sent', () => {
  const join = usingRooms();
  const encodings = (track: MediaStreamTrack) => senderOf(track).getParameters().encodings;

  it('of a camera are three layers, with the bits that each is worth', async () => {
    const ann = await join({ room: roomName(), ...SILENT });
    const camera = drawnTrack('green', 960, 540);
    await ann.element.publish(camera, { label: 'camera', source: 'camera' });
    expect(encodings(camera).map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).to.deep.equal([4, 2, 1]);
    expect(encodings(camera).map(({ maxBitrate }) => maxBitrate)).to.deep.equal([150_000, 300_000, 1_000_000]);
    await until('all are encoded', async () => (await outbound(camera)).every(({ frames }) => frames > 0));
    expect((await outbound(camera)).map(({ width }) => width)).to.deep.equal([240, 480, 960]);
    expect((await codecOf(camera)).mimeType).to.equal('video/VP8');
  });

  for (const [width, height, widths] of [
    [640, 480, [320, 640]],
    [320, 240, [320]],
  ] as const) {
    it(`of a camera of ${String(width)} px is the whole of it, in ${String(widths.length)} layers`, async () => {
      const ann = await join({ room: roomName(), ...SILENT });
      const camera = drawnTrack('green', width, height);
      await ann.element.publish(camera, { label: 'camera', source: 'camera' });
      await until('all are encoded', async () => {
        const sent = await outbound(camera);
        return sent.length > 0 && sent.every(({ frames }) => frames > 0);
      });
      expect((await outbound(camera)).map((layer) => layer.width)).to.deep.equal(widths);
    });
  }

  it('of a screen are two layers for text: sharp before smooth', async () => {
    const ann = await join({ room: roomName(), ...SILENT });
    const screen = drawnTrack('white', 640, 360);
    await ann.element.publish(screen, { label: 'screen', source: 'screen' });
    expect(screen.contentHint).to.equal('text');
    expect(
      encodings(screen).map(({ scaleResolutionDownBy, maxFramerate }) => [scaleResolutionDownBy, maxFramerate]),
    ).to.deep.equal([
      [2, 10],
      [1, 30],
    ]);
    await until('both are encoded', async () => {
      const layers = await outbound(screen);
      return layers.length === 2 && layers.every(({ frames }) => frames > 0);
    });
    const report = await senderOf(screen).getStats();
    const contents = [...(report.values() as Iterable<Record<string, unknown>>)]
      .filter(({ type }) => type === 'outbound-rtp')
      .map(({ contentType }) => contentType);
    expect(contents).to.deep.equal(['screenshare', 'screenshare']);
  });

  it('of a microphone is Opus with error correction and silence, before any picture', async () => {
    const ann = await join({ room: roomName(), ...SILENT });
    const voice = new VoiceTrack();
    await ann.element.publish(voice.track, { label: 'microphone', source: 'microphone' });
    const { mimeType, sdpFmtpLine } = await codecOf(voice.track);
    expect(mimeType).to.equal('audio/opus');
    expect(sdpFmtpLine).to.include('useinbandfec=1').and.to.include('usedtx=1');
    expect(encodings(voice.track)[0]).to.include({ priority: 'high', networkPriority: 'high' });
    voice.stop();
  });

  it('costs nearly nothing while nobody speaks', async () => {
    const ann = await join({ room: roomName(), ...SILENT });
    const voice = new VoiceTrack();
    await ann.element.publish(voice.track, { label: 'microphone', source: 'microphone' });
    const packets = async (): Promise<number> => {
      const report = await senderOf(voice.track).getStats();
      const [rtp] = [...(report.values() as Iterable<Record<string, unknown>>)].filter(
        ({ type }) => type === 'outbound-rtp',
      );
      return Number(rtp?.packetsSent ?? 0);
    };
    voice.speak(true);
    await untilGrown('fifty packets go', packets, 50);
    voice.speak(false);
    // One goes every 20 ms of speech and every 400 ms of silence. The coder keeps on for a moment before it takes it for
    // silence, and what is late on a busy machine comes in a heap.
    await until('ten packets take a second', async () => (await untilGrown('they go', packets, 10)) > 1_000);
    voice.stop();
  });

  it('is what its publisher asks for, encodings, codec and hint', async () => {
    const ann = await join({ room: roomName(), ...SILENT });
    const track = drawnTrack('red', 320, 180);
    await ann.element.publish(track, {
      label: 'drawing',
      codec: 'video/VP9',
      encodings: [{ maxBitrate: 123_000, maxFramerate: 7 }],
      contentHint: 'motion',
    });
    expect((await codecOf(track)).mimeType).to.equal('video/VP9');
    expect(encodings(track)).to.have.length(1);
    expect(encodings(track)[0]).to.include({ maxBitrate: 123_000, maxFramerate: 7 });
    expect(track.contentHint).to.equal('motion');
  });

  it('of the own camera is what the options ask for', async () => {
    const room = roomName();
    const ann = await join({ room, audio: 'none', video: 'off' });
    await ann.element.client.configure({ sending: { camera: { encodings: [{ maxBitrate: 99_000 }] } } });
    await ann.element.setVideo(true);
    const track = ann.element.client.state.self.tracks.find(({ label }) => label === 'camera')?.track;
    if (!track) throw new Error('No camera.');
    expect(encodings(track).map(({ maxBitrate }) => maxBitrate)).to.deep.equal([99_000]);
  });
});

describe('the active speaker', () => {
  const join = usingRooms();

  it('is who speaks, until nobody does', async () => {
    const room = roomName();
    const [ann, bob, eve] = [
      await join({ room, name: 'Ann', ...SILENT }),
      await join({ room, name: 'Bob', ...SILENT }),
      await join({ room, name: 'Eve', ...SILENT }),
    ];
    const [annsVoice, bobsVoice] = [new VoiceTrack(), new VoiceTrack()];
    await ann.element.publish(annsVoice.track, { label: 'microphone', source: 'microphone' });
    await bob.element.publish(bobsVoice.track, { label: 'microphone', source: 'microphone' });
    const speaker = (): string | null => eve.element.client.state.activeSpeaker?.peerId ?? null;
    const spoken = async (what: string, peerId: string | null): Promise<void> => {
      const begin = performance.now();
      await until(what, () => speaker() === peerId);
      console.log(`${what}: ${(performance.now() - begin).toFixed(0)} ms`);
    };
    annsVoice.speak(true);
    await spoken('Ann is heard to speak', ann.id);
    expect(ann.element.client.state.activeSpeaker?.peerId).to.equal(ann.id);
    expect(eve.element.client.state.activeSpeaker?.level).to.be.within(-60, 0);
    annsVoice.speak(false);
    bobsVoice.speak(true);
    await spoken('Bob is heard to speak', bob.id);
    bobsVoice.speak(false);
    await spoken('silence is heard', null);
    expect(eve.of('activespeaker').at(-1)?.peer).to.equal(null);
    annsVoice.stop();
    bobsVoice.stop();
  });
});
