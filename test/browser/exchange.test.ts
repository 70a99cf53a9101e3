import { expect } from 'chai';
import { inbound } from '../helpers/peer-connections.js';
import { roomName } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { untilGrown } from '../helpers/until.js';

describe('people in a room', () => {
  const join = usingRooms();

  it('see and hear each other', async () => {
    const room = roomName();
    const [ann, bob] = await Promise.all([join({ room, name: 'Ann' }), join({ room, name: 'Bob' })]);
    for (const [from, to] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      const camera = await to.track(from, 'camera');
      const microphone = await to.track(from, 'microphone');
      await untilGrown('more frames are decoded', async () => (await inbound(camera)).frames, 10);
      // An element without a UI leaves the playing to its page, and only what is played has energy.
      const audio = new Audio();
      audio.srcObject = new MediaStream([microphone]);
      await audio.play();
      await untilGrown('something is heard', async () => (await inbound(microphone)).energy, 0.000_01);
      audio.srcObject = null;
      expect((await inbound(camera)).width).to.be.greaterThan(0);
    }
  });

  it('are told of by track events with the peer, label, source and a live track', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann' });
    const bob = await join({ room, name: 'Bob' });
    await bob.track(ann, 'camera');
    await bob.track(ann, 'microphone');
    const events = bob.of('track');
    expect(events.map(({ label }) => label).sort()).to.deep.equal(['camera', 'microphone']);
    for (const { id, track, stream, peer, label, source } of events) {
      expect(id).to.equal(`${ann.id}:${label}`);
      expect(peer).to.include({ id: ann.id, name: 'Ann', connection: 'connected' });
      expect(source).to.equal(label);
      expect(track.readyState).to.equal('live');
      expect(track.kind).to.equal(label === 'camera' ? 'video' : 'audio');
      expect(stream.getTracks()).to.deep.equal([track]);
    }
  });

  for (const count of [3, 4]) {
    it(`are all received by all, ${String(count)} of them`, async () => {
      const room = roomName();
      const all = await Promise.all(
        Array.from({ length: count }, (_, index) => join({ room, name: `P${String(index)}` })),
      );
      for (const to of all) {
        for (const from of all) {
          if (from === to) continue;
          const camera = await to.track(from, 'camera');
          const microphone = await to.track(from, 'microphone');
          await untilGrown('frames are decoded', async () => (await inbound(camera)).frames, 2);
          await untilGrown('sound arrives', async () => (await inbound(microphone)).packets, 2);
        }
        expect(to.element.client.state.tracks).to.have.length(2 * (count - 1));
      }
    });
  }

  it('never meet those of another room', async () => {
    const [first, second] = [roomName(), roomName()];
    const [ann, bob, eve] = await Promise.all([
      join({ room: first, name: 'Ann' }),
      join({ room: first, name: 'Bob' }),
      join({ room: second, name: 'Eve' }),
    ]);
    await ann.track(bob, 'camera');
    await bob.track(ann, 'camera');
    await eve.element.sendMessage('to nobody');
    await ann.element.sendMessage('to Bob');
    await bob.element.sendMessage('to Ann');
    await untilGrown('Bob sees Ann', async () => (await inbound(await bob.track(ann, 'camera'))).frames, 5);
    expect(eve.of('peerjoined')).to.deep.equal([]);
    expect(eve.of('track')).to.deep.equal([]);
    expect(eve.of('message').map(({ text }) => text)).to.deep.equal(['to nobody']);
    expect(ann.of('message').map(({ text }) => text)).to.deep.equal(['to Bob', 'to Ann']);
    expect(ann.of('peerjoined').map(({ peer }) => peer.id)).to.deep.equal([bob.id]);
  });
});
