import { checkReachesAll } from '../access.js';
import { operation } from '../operation.js';
import { nothing, ofRoom, roomStats, serverStats } from '../schemas.js';

export const STATS_OPERATIONS = [
  operation({
    id: 'getRoomStats',
    method: 'get',
    path: '/rooms/{room}/stats',
    tag: 'Numbers',
    summary: 'See how the media of a room flows',
    params: ofRoom,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The room in numbers.', schema: roomStats },
    errors: ['room-not-found'],
    handle: ({ path }, { stats }) => stats.room(path.room),
  }),

  operation({
    id: 'getStats',
    method: 'get',
    path: '/stats',
    tag: 'Numbers',
    summary: 'See what the server has to do',
    description:
      'The workers are asked every five seconds at most. Of the rooms there is more in the metrics for Prometheus.',
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: 'The server in numbers.', schema: serverStats },
    errors: [],
    handle: async ({ claims }, { stats }) => {
      checkReachesAll(claims);
      return await stats.server();
    },
  }),
];
