import { expect } from 'chai';
import { open, inbound } from '../helpers/peer-connections.js';
import { roomName, TestRoom } from '../helpers/room-element.js';
import { capturedTracks } from '../helpers/small-camera.js';
import { until, untilGrown } from '../helpers/until.js';

const health = async (): Promise<{ rooms: number; peers: number }> => {
  const response = await fetch('/backend/health.json');
  return (await response.json()) as { rooms: number; peers: number };
};

describe('leaving', () => {
  it('20 times leaves no peer connection, camera, room or session behind', async () => {
    const room = roomName();
    const { element } = await TestRoom.join({ room, name: 'Ann' });
    for (let round = 0; round < 20; round++) {
      await element.leave();
      expect(element.client.state.status).to.equal('left');
      expect(open()).to.deep.equal([]);
      await element.join();
      expect(element.client.state.status).to.equal('joined');
    }
    await until(
      'camera and microphone are on',
      () => element.client.state.self.tracks.filter((t) => t.published).length === 2,
    );
    element.remove();
    await until('the element has left', () => element.client.state.status === 'left');
    expect(open()).to.deep.equal([]);
    expect(capturedTracks.filter(({ readyState }) => readyState === 'live')).to.deep.equal([]);
    await until('the server has forgotten it', async () => {
      const { rooms, peers } = await health();
      return rooms === 0 && peers === 0;
    });
  });

  it('is told to the others, and coming back brings the media back', async () => {
    const room = roomName();
    const ann = await TestRoom.join({ room, name: 'Ann', audio: 'none', video: 'none' });
    const bob = await TestRoom.join({ room, name: 'Bob' });
    await ann.track(bob, 'camera');
    await bob.element.leave();
    await until('Ann is told', () => ann.of('peerleft').length === 1);
    expect(ann.of('trackended').map(({ label }) => label)).to.have.members(['camera', 'microphone']);
    expect(bob.of('left')).to.deep.equal([{ reason: 'left' }]);
    await bob.element.join();
    const camera = await ann.track(bob, 'camera');
    await untilGrown('Bob is seen again', async () => (await inbound(camera)).frames, 2);
    await ann.close();
    await bob.close();
  });

  it('moving the element within a task keeps the call', async () => {
    const ann = await TestRoom.join({ room: roomName(), name: 'Ann' });
    const id = ann.id;
    const box = document.createElement('div');
    document.body.append(box);
    box.append(ann.element);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(ann.status).to.equal('joined');
    expect(ann.id).to.equal(id);
    expect(ann.of('left')).to.deep.equal([]);
    await ann.close();
    box.remove();
  });
});
