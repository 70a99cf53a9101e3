import { expect } from 'chai';
import { drawnTrack } from '../helpers/drawn-track.js';
import { inbound } from '../helpers/peer-connections.js';
import { roomName } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until, untilGrown } from '../helpers/until.js';

describe('subscribe="manual"', () => {
  const join = usingRooms();

  it('receives nothing until asked, then only who was named', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann' });
    const eve = await join({ room, name: 'Eve' });
    const bob = await join({ room, name: 'Bob', audio: 'none', video: 'none', subscribe: 'manual' });
    await eve.track(ann, 'camera');
    await until('Bob knows both and what they publish', () =>
      bob.element.client.state.peers.every(({ publications }) => publications.length === 2),
    );
    expect(bob.element.client.state.peers.map(({ subscribed }) => subscribed)).to.deep.equal([false, false]);
    expect(bob.of('track')).to.deep.equal([]);

    await bob.element.subscribe(ann.id);
    const camera = await bob.track(ann, 'camera');
    await untilGrown('Ann is seen', async () => (await inbound(camera)).frames, 2);
    expect(new Set(bob.of('track').map(({ peer }) => peer.id))).to.deep.equal(new Set([ann.id]));

    await bob.element.unsubscribe(ann.id);
    await until('Ann is gone', () => bob.element.client.state.tracks.length === 0);
    expect(bob.of('trackended').map(({ label }) => label)).to.have.members(['camera', 'microphone']);
    expect(camera.readyState).to.equal('ended');
  });

  it('receives broadcast tracks all the same', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann' });
    const bob = await join({ room, name: 'Bob', audio: 'none', video: 'none', subscribe: 'manual' });
    await ann.element.publish(drawnTrack('red'), { label: 'stage', broadcast: true });
    const stage = await bob.track(ann, 'stage');
    await untilGrown('it is seen', async () => (await inbound(stage)).frames, 2);
    expect(bob.of('track').map(({ label }) => label)).to.deep.equal(['stage']);
  });
});
