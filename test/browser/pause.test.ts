import { expect } from 'chai';
import { drawnTrack } from '../helpers/drawn-track.js';
import { inbound, receivedBytes } from '../helpers/peer-connections.js';
import { roomName, type TestRoom } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until, untilGrown, untilStill } from '../helpers/until.js';

const bytes = (track: MediaStreamTrack) => async (): Promise<number> => (await inbound(track)).bytes;
const frames = (track: MediaStreamTrack) => async (): Promise<number> => (await inbound(track)).frames;

const flows = async (track: MediaStreamTrack): Promise<void> => {
  await untilGrown('media flows', bytes(track));
  if (track.kind === 'video') await untilGrown('a frame is decoded', frames(track));
};

/** Told in the log, not asserted: how long it takes depends on the machine. */
const report = (what: string, ms: number): void => console.log(`${what}: ${ms.toFixed(0)} ms`);

describe('pausing', () => {
  const join = usingRooms();

  /** Ann publishes camera and microphone, Bob only looks. */
  const pair = async (attributes: Record<string, string | boolean> = {}): Promise<[TestRoom, TestRoom]> => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann' });
    const bob = await join({ room, name: 'Bob', audio: 'none', video: 'none', ...attributes });
    return [ann, bob];
  };

  it('a peer stops its bytes, and resuming brings a fresh frame', async () => {
    const [ann, bob] = await pair();
    const camera = await bob.track(ann, 'camera');
    const microphone = await bob.track(ann, 'microphone');
    await flows(camera);
    await flows(microphone);

    await bob.element.pause(ann.id);
    expect(bob.of('trackpaused').map(({ label, by }) => [label, by])).to.have.deep.members([
      ['microphone', 'local'],
      ['camera', 'local'],
    ]);
    await untilStill('no video arrives', bytes(camera));
    await untilStill('no sound arrives', bytes(microphone));

    const seen = frames(camera);
    await bob.element.resume(ann.id);
    report('fresh frame after resume', await untilGrown('a fresh frame is decoded', seen, 1, 5_000));
    await flows(microphone);
    expect(bob.of('trackresumed').map(({ label, by }) => [label, by])).to.have.deep.members([
      ['microphone', 'local'],
      ['camera', 'local'],
    ]);
    expect(bob.of('trackended')).to.deep.equal([]);
  });

  it('one track leaves the others alone', async () => {
    const [ann, bob] = await pair();
    const camera = await bob.track(ann, 'camera');
    const microphone = await bob.track(ann, 'microphone');
    await bob.element.pause(`${ann.id}:camera`);
    await untilStill('no video arrives', bytes(camera));
    await flows(microphone);
    expect(bob.of('trackpaused').map(({ id }) => id)).to.deep.equal([`${ann.id}:camera`]);
    await bob.element.resume(`${ann.id}:camera`);
    await flows(camera);
  });

  it('everything, by property or from the start, lets no byte in', async () => {
    const [ann, bob] = await pair({ paused: true });
    const camera = await bob.track(ann, 'camera');
    const microphone = await bob.track(ann, 'microphone');
    expect(bob.of('trackpaused')).to.have.length(2);
    await untilStill('nothing arrives', async () => (await bytes(camera)()) + (await bytes(microphone)()));
    expect(await bytes(camera)()).to.equal(0);
    expect(await bytes(microphone)()).to.equal(0);

    bob.element.paused = false;
    await flows(camera);
    await flows(microphone);

    bob.element.paused = true;
    await until('all is paused', () =>
      bob.element.client.state.tracks.every(({ pausedBy }) => pausedBy.includes('local')),
    );
    await untilStill('nothing arrives any more', bytes(camera));
  });

  it('of a peer outlives that the peer removes and adds the track again', async () => {
    const [ann, bob] = await pair();
    await ann.element.publish(drawnTrack('green'), { label: 'drawing' });
    const first = await bob.track(ann, 'drawing');
    await flows(first);
    await bob.element.pause(`${ann.id}:drawing`);

    await ann.element.unpublish('drawing');
    await until('it is gone', () => bob.of('trackended').some(({ label }) => label === 'drawing'));
    await ann.element.publish(drawnTrack('blue'), { label: 'drawing' });
    const second = await until('it is back', () => {
      const track = bob.find(ann, 'drawing');
      return track && track !== first ? track : null;
    });
    const [state] = bob.element.client.state.tracks.filter(({ label }) => label === 'drawing');
    expect(state?.pausedBy).to.deep.equal(['local']);
    await untilStill('nothing arrives', bytes(second));
    expect(await bytes(second)()).to.equal(0);
    await bob.element.resume(`${ann.id}:drawing`);
    await flows(second);
  });

  it('is told as `publisher` when the publisher mutes, and nothing is sent', async () => {
    const [ann, bob] = await pair();
    const microphone = await bob.track(ann, 'microphone');
    await flows(microphone);
    await ann.element.setAudio(false);
    expect(ann.of('mediachange').at(-1)).to.deep.equal({ kind: 'microphone', state: 'off' });
    await until('Bob is told', () => bob.of('trackpaused').length > 0);
    expect(bob.of('trackpaused').map(({ label, by }) => [label, by])).to.deep.equal([['microphone', 'publisher']]);
    await untilStill('no sound arrives', bytes(microphone));
    await ann.element.setAudio(true);
    await until('Bob is told', () => bob.of('trackresumed').length > 0);
    await flows(microphone);
  });

  it('the camera gives the device back, and the same track goes on later', async () => {
    const [ann, bob] = await pair();
    const camera = await bob.track(ann, 'camera');
    await flows(camera);
    const device = ann.element.client.state.self.tracks.find(({ label }) => label === 'camera')?.track;
    await ann.element.setVideo(false);
    expect(device?.readyState).to.equal('ended');
    await until('Bob is told', () =>
      bob.of('trackpaused').some(({ label, by }) => label === 'camera' && by === 'publisher'),
    );
    await untilStill('no video arrives', bytes(camera));
    await ann.element.setVideo(true);
    await flows(camera);
    expect(bob.find(ann, 'camera')).to.equal(camera);
  });

  it('an unknown peer is refused by its code', async () => {
    const [, bob] = await pair();
    const error = await bob.element.pause('nobody').catch((cause: unknown) => cause);
    expect(error).to.include({ name: 'RoomError', code: 'peer-not-found' });
  });

  it('everybody means that the whole page receives nothing', async () => {
    const [ann, bob] = await pair();
    await flows(await bob.track(ann, 'camera'));
    await bob.element.pause();
    expect(bob.element.paused).to.equal(true);
    await untilStill('nothing arrives', receivedBytes);
  });
});
