import { expect } from 'chai';
import type { RoomClient, RoomClientEvents } from 'sfu-room';
import { backendUrl } from '../helpers/backend.js';
import { roomName } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until } from '../helpers/until.js';

const SILENT = { audio: 'none', video: 'none' };

const peerOf = ({ state }: RoomClient, id: string) => state.peers.find((peer) => peer.id === id);

function reactionsOf(client: RoomClient): RoomClientEvents['reaction'][] {
  const heard: RoomClientEvents['reaction'][] = [];
  client.on('reaction', (reaction) => heard.push(reaction));
  return heard;
}

describe('people in a room', () => {
  const join = usingRooms();

  it('raise and lower their hands, which those see who are there and who come later', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...SILENT });
    const bob = await join({ room, name: 'Bob', ...SILENT });
    await ann.element.client.setHand(true);
    const { hand } = ann.element.client.state.self;
    expect(hand).to.be.closeTo(Date.now(), 60_000);
    await until('Bob sees it', () => peerOf(bob.element.client, ann.id)?.hand === hand);
    const eve = await join({ room, name: 'Eve', ...SILENT });
    expect(peerOf(eve.element.client, ann.id)?.hand).to.equal(hand);
    await ann.element.client.setHand(false);
    await until('both see it', () => [bob, eve].every(({ element }) => peerOf(element.client, ann.id)?.hand === null));
  });

  it('react, and everyone hears it once', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...SILENT });
    const bob = await join({ room, name: 'Bob', ...SILENT });
    await until('they know each other', () => peerOf(ann.element.client, bob.id) && peerOf(bob.element.client, ann.id));
    const [annHeard, bobHeard] = [reactionsOf(ann.element.client), reactionsOf(bob.element.client)];
    await ann.element.client.react('🎉');
    await until('both heard it', () => annHeard.length === 1 && bobHeard.length === 1);
    expect(annHeard[0]).to.include({ peerId: ann.id, peer: null, reaction: '🎉' });
    expect(bobHeard[0]).to.include({ peerId: ann.id, peer: peerOf(bob.element.client, ann.id), reaction: '🎉' });
    const code = await ann.element.client.react('hello').catch((error: unknown) => (error as { code: string }).code);
    expect(code).to.equal('payload-invalid');
  });

  it('say things to one alone, which nobody else ever gets', async () => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', ...SILENT });
    const bob = await join({ room, name: 'Bob', ...SILENT });
    const eve = await join({ room, name: 'Eve', ...SILENT });
    await ann.element.client.sendMessage('psst', { to: bob.id });
    await ann.element.client.sendMessage('hello all');
    const texts = ({ state }: RoomClient): string[] => state.messages.map(({ text }) => text);
    await until('everyone was greeted', () =>
      [ann, bob, eve].every(({ element }) => texts(element.client).includes('hello all')),
    );
    expect(texts(ann.element.client)).to.deep.equal(['psst', 'hello all']);
    expect(texts(bob.element.client)).to.deep.equal(['psst', 'hello all']);
    expect(texts(eve.element.client)).to.deep.equal(['hello all']);
    expect(bob.element.client.state.messages[0]).to.include({ peerId: ann.id, name: 'Ann', to: bob.id });
    expect(ann.element.client.state.outbox).to.deep.equal([]);
  });

  it('are told of to a page of another origin, also one that sends a token', async () => {
    const room = roomName();
    await join({ room, name: 'Ann', ...SILENT });
    const address = `${backendUrl}/sfu-room/rooms/${room}/presence`;
    expect(new URL(address).origin).not.to.equal(location.origin);
    for (const headers of [{}, { Authorization: 'Bearer abc' }]) {
      const answer: unknown = await (await fetch(address, { headers })).json();
      expect(answer).to.deep.equal({ peers: [{ name: 'Ann' }], count: 1 });
    }
  });
});
