import { expect } from 'chai';
import { drawnTrack, shownColor } from '../helpers/drawn-track.js';
import { inbound } from '../helpers/peer-connections.js';
import { roomName, type TestRoom } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until, untilGrown } from '../helpers/until.js';

const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => null,
    (cause: unknown) => cause as { code?: string },
  );
  return error?.code ?? 'no error';
};

describe('publishing', () => {
  const join = usingRooms();
  const quiet = { audio: 'none', video: 'none' };

  const pair = async (): Promise<[TestRoom, TestRoom]> => {
    const room = roomName();
    return [await join({ room, name: 'Ann', ...quiet }), await join({ room, name: 'Bob', ...quiet })];
  };

  it('the same label twice replaces the track without a break', async () => {
    const [ann, bob] = await pair();
    await ann.element.publish(drawnTrack('red'), { label: 'drawing' });
    const track = await bob.track(ann, 'drawing');
    await until('the first colour is shown', async () => (await shownColor(track))[0] > 180);

    await ann.element.publish(drawnTrack('lime'), { label: 'drawing' });
    await until('the other colour is shown', async () => {
      const [r, g] = await shownColor(track);
      return g > 180 && r < 80;
    });
    expect(bob.find(ann, 'drawing')).to.equal(track);
    expect(bob.of('track')).to.have.length(1);
    expect(bob.of('trackended')).to.deep.equal([]);
    expect(ann.element.client.state.self.tracks.map(({ label }) => label)).to.deep.equal(['drawing']);
  });

  it('the same label with another kind of track replaces it too', async () => {
    const [ann, bob] = await pair();
    await ann.element.publish(drawnTrack('red'), { label: 'thing' });
    await bob.track(ann, 'thing');
    const audio = new AudioContext();
    const [tone] = audio.createMediaStreamDestination().stream.getAudioTracks();
    if (!tone) throw new Error('No tone.');
    await ann.element.publish(tone, { label: 'thing' });
    await until('it is audio now', () => bob.find(ann, 'thing')?.kind === 'audio');
    expect(bob.element.client.state.tracks).to.have.length(1);
    await audio.close();
  });

  it('several labels, then taking one back, leaves the others', async () => {
    const [ann, bob] = await pair();
    await Promise.all(
      ['one', 'two', 'three'].map((label) => ann.element.publish(drawnTrack('red'), { label, contentHint: 'detail' })),
    );
    const two = await bob.track(ann, 'two');
    const one = await bob.track(ann, 'one');
    await ann.element.unpublish('two');
    await until('it has ended', () => bob.of('trackended').some(({ label }) => label === 'two'));
    await until('the track itself has ended', () => two.readyState === 'ended');
    await untilGrown('the others go on', async () => (await inbound(one)).frames, 2);
    expect(bob.element.client.state.tracks.map(({ label }) => label).sort()).to.deep.equal(['one', 'three']);
  });

  it('ends with its track', async () => {
    const [ann, bob] = await pair();
    const track = drawnTrack('red');
    await ann.element.publish(track, { label: 'drawing' });
    await bob.track(ann, 'drawing');
    track.stop();
    track.dispatchEvent(new Event('ended')); // stop() itself fires none; unplugging does
    await until('it has ended for Bob', () => bob.of('trackended').length === 1);
    expect(await codeOf(ann.element.publish(track, { label: 'drawing' }))).to.equal('track-ended');
  });

  it('before the room is joined counts once it is', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...quiet });
    const bob = await join({ room: roomName(), name: 'Bob', ...quiet });
    await bob.element.leave();
    await bob.element.publish(drawnTrack('blue'), { label: 'early' });
    bob.element.room = room;
    await bob.element.updateComplete;
    await bob.element.join();
    await untilGrown('it is seen', async () => (await inbound(await ann.track(bob, 'early'))).frames, 2);
  });

  it('a screen, and stopping it, works like a camera', async () => {
    const [ann, bob] = await pair();
    await ann.element.shareScreen(true);
    const screen = await bob.track(ann, 'screen');
    await untilGrown('it is seen', async () => (await inbound(screen)).frames, 1);
    expect(ann.of('mediachange').map(({ kind, state }) => [kind, state])).to.deep.include(['screen', 'on']);
    await ann.element.shareScreen(false);
    await until('it has ended', () => bob.of('trackended').some(({ label }) => label === 'screen'));
    expect(ann.of('mediachange').at(-1)).to.deep.equal({ kind: 'screen', state: 'off' });
  });

  it('bad input is refused by its code, and the call goes on', async () => {
    const [ann, bob] = await pair();
    expect(await codeOf(ann.element.publish(drawnTrack('red'), { label: '' }))).to.equal('label-invalid');
    expect(await codeOf(ann.element.publish(drawnTrack('red'), { label: 'x'.repeat(65) }))).to.equal('label-invalid');
    expect(await codeOf(ann.element.publish(drawnTrack('red'), { label: 'a', codec: 'video/none' }))).to.equal(
      'codec-unsupported',
    );
    expect(await codeOf(ann.element.sendMessage('x'.repeat(2001)))).to.equal('payload-invalid');
    await ann.element.publish(drawnTrack('red'), { label: 'good', codec: 'video/VP9' });
    const good = await bob.track(ann, 'good');
    await untilGrown('it is seen', async () => (await inbound(good)).frames, 1);
    expect(ann.status).to.equal('joined');
  });

  it('fifty rapid mutes end as the last one says, with one producer', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', video: 'none' });
    const bob = await join({ room, name: 'Bob', ...quiet });
    const microphone = await bob.track(ann, 'microphone');
    await Promise.all(Array.from({ length: 51 }, (_, index) => ann.element.setAudio(index % 2 === 1)));
    await until('Bob is told', () => bob.element.client.state.tracks[0]?.pausedBy.includes('publisher'));
    expect(bob.find(ann, 'microphone')).to.equal(microphone);
    expect(bob.of('track')).to.have.length(1);
    expect(ann.element.client.state.self.microphone).to.equal('off');
  });
});
