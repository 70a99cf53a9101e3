import { roomOf } from '../lookup.js';
import { operation } from '../operation.js';
import { knocks, nothing, ofKnock, ofRoom } from '../schemas.js';

export const KNOCK_OPERATIONS = [
  operation({
    id: 'listKnocks',
    method: 'get',
    path: '/rooms/{room}/knocks',
    tag: 'Lobby',
    summary: 'List who waits to be let in',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'Who knocks.', schema: knocks },
    errors: ['room-not-found'],
    handle: ({ path }, { rooms }) => ({ knocks: roomOf(rooms, path.room).knocks }),
  }),

  operation({
    id: 'admit',
    method: 'post',
    path: '/rooms/{room}/knocks/{knock}/admit',
    tag: 'Lobby',
    summary: 'Let somebody in who knocks',
    params: ofKnock,
    query: nothing,
    body: null,
    answer: { status: 204, description: 'They are let in.' },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path }, { rooms }) => {
      await rooms.moderate(path.room, { action: 'admit', id: path.knock });
    },
  }),

  operation({
    id: 'deny',
    method: 'post',
    path: '/rooms/{room}/knocks/{knock}/deny',
    tag: 'Lobby',
    summary: 'Send somebody away who knocks',
    params: ofKnock,
    query: nothing,
    body: null,
    answer: { status: 204, description: 'They are sent away.' },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path }, { rooms }) => {
      await rooms.moderate(path.room, { action: 'deny', id: path.knock });
    },
  }),
];
