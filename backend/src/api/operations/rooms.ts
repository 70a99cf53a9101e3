import { z } from 'zod';
import { checkReaches, reaches } from '../access.js';
import { ApiError } from '../api-error.js';
import { roomOf } from '../lookup.js';
import { operation } from '../operation.js';
import { limitsChange, nothing, ofRoom, room, roomList, roomName, rules, rulesAhead } from '../schemas.js';

export const ROOM_OPERATIONS = [
  operation({
    id: 'listRooms',
    method: 'get',
    path: '/rooms',
    tag: 'Rooms',
    summary: 'List the rooms that there are',
    description: 'With a token for some rooms: those of them.',
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The rooms.', schema: roomList },
    errors: [],
    handle: (call, { rooms }) => ({ rooms: rooms.list().filter(({ name }) => reaches(call.claims, name)) }),
  }),

  operation({
    id: 'openRoom',
    method: 'post',
    path: '/rooms',
    tag: 'Rooms',
    summary: 'Open a room ahead of its peers',
    description:
      'A room also begins by itself with its first peer. One that is opened has limits and rules from the start, and waits ten minutes for somebody to come.',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({ name: roomName, limits: limitsChange.exactOptional(), rules: rulesAhead.exactOptional() })
      .meta({ id: 'RoomToOpen' }),
    answer: { status: 201, description: 'The room, which is open now.', schema: room },
    errors: ['room-exists', 'server-full', 'server-closing'],
    handle: ({ body: { name, ...options }, claims }, { rooms }) => {
      checkReaches(claims, name);
      // In one turn with the opening, so that no other request comes between.
      if (rooms.get(name)) throw new ApiError('room-exists');
      return rooms.open(name, options);
    },
  }),

  operation({
    id: 'getRoom',
    method: 'get',
    path: '/rooms/{room}',
    tag: 'Rooms',
    summary: 'Look at a room',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The room.', schema: room },
    errors: ['room-not-found'],
    handle: ({ path }, { rooms }) => roomOf(rooms, path.room),
  }),

  operation({
    id: 'changeRoom',
    method: 'patch',
    path: '/rooms/{room}',
    tag: 'Rooms',
    summary: 'Change the rules of a room',
    description:
      'Locks it, puts a lobby before it, or shows one peer large to everyone. Without the lobby, all who wait are let in.',
    params: ofRoom,
    query: nothing,
    body: rules,
    answer: { status: 200, description: 'The room as it is now.', schema: room },
    errors: ['room-not-found', 'peer-not-found'],
    handle: async ({ path, body }, { rooms }) => {
      await rooms.moderate(path.room, { action: 'rule', rules: body });
      return roomOf(rooms, path.room);
    },
  }),

  operation({
    id: 'endRoom',
    method: 'delete',
    path: '/rooms/{room}',
    tag: 'Rooms',
    summary: 'End a room for everyone in it',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 204, description: 'It has ended.' },
    errors: ['room-not-found'],
    handle: ({ path }, { rooms }) => rooms.end(path.room),
  }),
];
