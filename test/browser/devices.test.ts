import { expect } from 'chai';
import { inbound } from '../helpers/peer-connections.js';
import { roomName, TestRoom } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { capturedTracks } from '../helpers/small-camera.js';
import { until, untilGrown } from '../helpers/until.js';

type Kind = 'microphone' | 'camera';

const quiet = { audio: 'none', video: 'none' };

/** One's own track under a label. */
const ownTrack = ({ element }: TestRoom, label: string): MediaStreamTrack => {
  const track = element.client.state.self.tracks.find((one) => one.label === label)?.track;
  if (!track) throw new Error(`There is no ${label}.`);
  return track;
};

/** A device of which there is another in use. */
const otherDevice = async (room: TestRoom, kind: Kind): Promise<{ id: string; label: string }> => {
  const label = (): string => ownTrack(room, kind).label;
  return await until(`there is another ${kind}`, () =>
    // The one in use may go by a second name, as Chromium's default microphone does.
    room.element.client.state.devices[kind].devices.findLast((device) => !label().includes(device.label)),
  );
};

const framesGrow = (what: string, track: MediaStreamTrack): Promise<number> =>
  untilGrown(what, async () => (await inbound(track)).frames, 3);

const packetsGrow = (what: string, track: MediaStreamTrack): Promise<number> =>
  untilGrown(what, async () => (await inbound(track)).packets, 20);

describe('the lobby', () => {
  const join = usingRooms();

  it('shows camera and microphone and who is in, and the join goes on with them', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...quiet });
    const bob = TestRoom.mount({ room, name: 'Bob', ui: 'none' });
    const { client } = bob.element;
    await bob.element.updateComplete;
    const before = capturedTracks.length;
    await client.enterLobby();
    expect(bob.status).to.equal('lobby');
    expect(client.state.self).to.include({ microphone: 'on', camera: 'on' });
    await until('Bob knows who is in', () => client.state.present?.some(({ name }) => name === 'Ann'));
    expect(ann.element.client.state.peers).to.deep.equal([]);
    const preview = ownTrack(bob, 'camera');

    await bob.element.join();
    await framesGrow('Ann sees Bob', await ann.track(bob, 'camera'));
    expect(ownTrack(bob, 'camera')).to.equal(preview);
    expect(capturedTracks.length - before).to.equal(2);
    expect(client.state.present).to.equal(null);
    await bob.close();
    expect(preview.readyState).to.equal('ended');
  });

  it('that is left gives everything back', async () => {
    const bob = TestRoom.mount({ room: roomName(), ui: 'none' });
    await bob.element.updateComplete;
    await bob.element.client.enterLobby();
    const tracks = bob.element.client.state.self.tracks.map(({ track }) => track);
    expect(tracks).to.have.length(2);
    await bob.close();
    expect(tracks.map((track) => track?.readyState)).to.deep.equal(['ended', 'ended']);
    expect(bob.status).to.equal('idle');
    expect(bob.of('left')).to.deep.equal([]);
  });
});

describe('choosing among devices', () => {
  const join = usingRooms();

  it('another camera is seen under the same track, and the one before is free first', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', audio: 'none' });
    const bob = await join({ room, name: 'Bob', ...quiet });
    const seen = await bob.track(ann, 'camera');
    await framesGrow('Bob sees Ann', seen);
    const before = ownTrack(ann, 'camera');
    const other = await otherDevice(ann, 'camera');

    const chosen = ann.element.client.chooseDevice('camera', other.id);
    await until('the one before is stopped', () => before.readyState === 'ended');
    await chosen;
    expect(ownTrack(ann, 'camera').getSettings().deviceId).to.equal(other.id);
    expect(ann.element.client.state.devices.camera.chosen).to.equal(other.id);
    expect(ann.of('devicechange')).to.deep.equal([{ kind: 'camera', device: other, reason: 'chosen' }]);
    await framesGrow('Bob sees the other', seen);
    expect(bob.of('track')).to.have.length(1);
    expect(bob.of('trackpaused')).to.deep.equal([]);
  });

  it('a camera that does not exist any more leaves the one there is', async () => {
    const ann = await join({ room: roomName(), audio: 'none' });
    const before = await until('there is a camera', () => ann.element.client.state.self.tracks[0]?.track);
    await ann.element.client.chooseDevice('camera', 'gone');
    expect(before.readyState).to.equal('live');
    expect(ann.element.client.state.devices.camera.chosen).to.equal(null);
  });

  it('another microphone is heard under the same track, without a gap', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', video: 'none' });
    const bob = await join({ room, name: 'Bob', ...quiet });
    const heard = await bob.track(ann, 'microphone');
    await packetsGrow('Bob hears Ann', heard);
    const before = ownTrack(ann, 'microphone');
    const other = await otherDevice(ann, 'microphone');
    await ann.element.client.chooseDevice('microphone', other.id);
    expect(ownTrack(ann, 'microphone').getSettings().deviceId).to.equal(other.id);
    await until('the one before is let go', () => before.readyState === 'ended');
    await packetsGrow('Bob hears the other', heard);
    expect(bob.of('track')).to.have.length(1);
    expect(bob.of('trackpaused')).to.deep.equal([]);
  });

  it('a device that goes away is replaced by the default, and told', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', audio: 'none' });
    const bob = await join({ room, name: 'Bob', ...quiet });
    const seen = await bob.track(ann, 'camera');
    const before = ownTrack(ann, 'camera');
    before.stop();
    before.dispatchEvent(new Event('ended')); // stop() itself fires none; unplugging does
    await until('Ann is told', () => ann.of('devicechange').some(({ reason }) => reason === 'unplugged'));
    expect(ann.element.client.state.self.camera).to.equal('on');
    await framesGrow('Bob sees her again', seen);
    expect(bob.of('track')).to.have.length(1);
    expect(ann.of('error')).to.deep.equal([]);
  });

  it('a speaker is remembered', async () => {
    const ann = await join({ room: roomName(), video: 'none' });
    const { client } = ann.element;
    const [, speaker] = await until('speakers are known', () => {
      const { devices } = client.state.devices.speaker;
      return devices.length > 1 ? devices : null;
    });
    await client.chooseDevice('speaker', speaker?.id ?? '');
    expect(client.state.devices.speaker.chosen).to.equal(speaker?.id);
  });
});

describe('sharing two things', () => {
  const join = usingRooms();

  it('under two labels are two tracks, of which each ends alone', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...quiet });
    const bob = await join({ room, name: 'Bob', ...quiet });
    await ann.element.shareScreen(true);
    const [more] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
    if (!more) throw new Error('Nothing more is shared.');
    await ann.element.publish(more, { label: 'screen-2', source: 'screen' });
    const [first, second] = [await bob.track(ann, 'screen'), await bob.track(ann, 'screen-2')];
    await Promise.all([framesGrow('the one is seen', first), framesGrow('the other is seen', second)]);
    const screens = bob.element.client.state.tracks.filter(({ source }) => source === 'screen');
    expect(screens.map(({ label }) => label)).to.have.members(['screen', 'screen-2']);

    // As the button in the browser's own bar does it.
    const shared = ownTrack(ann, 'screen');
    shared.stop();
    shared.dispatchEvent(new Event('ended'));
    await until('the one has ended', () => bob.of('trackended').some(({ label }) => label === 'screen'));
    expect(ann.element.client.state.self.screen).to.equal('off');
    await framesGrow('the other goes on', second);
    await ann.element.unpublish('screen-2');
    await until('the other has ended', () => bob.of('trackended').some(({ label }) => label === 'screen-2'));
    more.stop();
  });
});
