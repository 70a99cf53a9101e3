import { z } from 'zod';
import { peerOf } from '../lookup.js';
import { operation } from '../operation.js';
import { nothing, ofPeer, ofRoom, peer, peerList, permissionsChange, source } from '../schemas.js';

export const PEER_OPERATIONS = [
  operation({
    id: 'listPeers',
    method: 'get',
    path: '/rooms/{room}/peers',
    tag: 'Peers',
    summary: 'List the peers of a room',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The peers, with their permissions and tracks.', schema: peerList },
    errors: ['room-not-found'],
    handle: ({ path }, { rooms }) => ({ peers: rooms.peers(path.room) }),
  }),

  operation({
    id: 'getPeer',
    method: 'get',
    path: '/rooms/{room}/peers/{peer}',
    tag: 'Peers',
    summary: 'Look at a peer',
    params: ofPeer,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The peer.', schema: peer },
    errors: ['room-not-found', 'peer-not-found'],
    handle: ({ path }, { rooms }) => peerOf(rooms, path.room, path.peer),
  }),

  operation({
    id: 'changePeer',
    method: 'patch',
    path: '/rooms/{room}/peers/{peer}',
    tag: 'Peers',
    summary: 'Change what a peer may do',
    description:
      'What it sends and may not publish any more ends at once. `{"permissions":{"moderate":true}}` makes a moderator.',
    params: ofPeer,
    query: nothing,
    body: z.strictObject({ permissions: permissionsChange }).meta({ id: 'PeerChange' }),
    answer: { status: 200, description: 'The peer as it is now.', schema: peer },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path, body }, { rooms }) => {
      await rooms.moderate(path.room, { action: 'permit', peerId: path.peer, permissions: body.permissions });
      return peerOf(rooms, path.room, path.peer);
    },
  }),

  operation({
    id: 'removePeer',
    method: 'delete',
    path: '/rooms/{room}/peers/{peer}',
    tag: 'Peers',
    summary: 'Put a peer out',
    params: ofPeer,
    query: z.strictObject({
      ban: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'It does not get in again for as long as the room exists.' }),
    }),
    body: null,
    answer: { status: 204, description: 'It is out.' },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path, query }, { rooms }) => {
      await rooms.kick(path.room, path.peer, { ban: query.ban === 'true' });
    },
  }),

  operation({
    id: 'stopPeer',
    method: 'post',
    path: '/rooms/{room}/peers/{peer}/stop',
    tag: 'Peers',
    summary: 'Stop what a peer sends of a source',
    description:
      'At the server, and at once; with the screen its sound stops as well. The peer may switch it on again, unless its permissions are changed.',
    params: ofPeer,
    query: nothing,
    body: z.strictObject({ source }).meta({ id: 'SourceToStop' }),
    answer: { status: 200, description: 'The peer as it is now.', schema: peer },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path, body }, { rooms }) => {
      await rooms.mute(path.room, path.peer, body.source);
      return peerOf(rooms, path.room, path.peer);
    },
  }),

  operation({
    id: 'askPeer',
    method: 'post',
    path: '/rooms/{room}/peers/{peer}/ask',
    tag: 'Peers',
    summary: 'Ask a peer to switch its microphone or camera on',
    description: 'The person is asked; nothing is switched on for them.',
    params: ofPeer,
    query: nothing,
    body: z.strictObject({ source: source.extract(['microphone', 'camera']) }).meta({ id: 'SourceToAskFor' }),
    answer: { status: 204, description: 'The peer was asked.' },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path, body }, { rooms }) => {
      await rooms.moderate(path.room, { action: 'ask', peerId: path.peer, source: body.source });
    },
  }),
];
