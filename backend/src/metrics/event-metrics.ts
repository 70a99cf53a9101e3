import { Counter, Histogram, type Registry } from 'prom-client';
import type { LeaveReason } from 'sfu-room/protocol';
import type { RecoveryCause, ServerEventMap, ServerEventName, ServerEvents } from '../room/server-events.js';

/** Stands for "no error" in the label `code`. */
const OK = 'ok';

const CAUSES: Record<RecoveryCause, true> = { socket: true, transport: true, worker: true };

const REASONS: Record<LeaveReason, true> = {
  left: true,
  removed: true,
  ended: true,
  replaced: true,
  expired: true,
  failed: true,
};

/** Answers within the process; what is above a second is ill. */
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Two transports are made, and tokens are checked; the most is the wait for a new worker. */
const JOIN_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Listeners = Pick<
  { readonly [K in ServerEventName]: (event: ServerEventMap[K]) => void },
  'joinanswered' | 'peerleft' | 'recovered' | 'requestanswered'
>;

/** What is counted as it happens. @returns ends it */
export function countEvents(events: ServerEvents, register: Registry): () => void {
  const { joinanswered, peerleft, recovered, requestanswered } = listenersOf(register);
  const stops = [
    events.on('joinanswered', joinanswered),
    events.on('peerleft', peerleft),
    events.on('recovered', recovered),
    events.on('requestanswered', requestanswered),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function listenersOf(register: Registry): Listeners {
  const registers = [register];
  const joins = new Counter({
    name: 'sfu_room_joins_total',
    help: 'Joins that were answered, by error code; ok: let in, or asked to wait for being let in.',
    labelNames: ['code'] as const,
    registers,
  });
  const joinDuration = new Histogram({
    name: 'sfu_room_join_duration_seconds',
    help: 'From the arrival of a join to its answer, of those that were not refused.',
    buckets: JOIN_BUCKETS,
    registers,
  });
  const leaves = new Counter({
    name: 'sfu_room_leaves_total',
    help: 'Peers that left their room, by reason; failed: they were lost and did not come back.',
    labelNames: ['reason'] as const,
    registers,
  });
  const recoveries = new Counter({
    name: 'sfu_room_recoveries_total',
    help: 'Peers that came back or got new media without leaving, by what had failed.',
    labelNames: ['cause'] as const,
    registers,
  });
  const requests = new Counter({
    name: 'sfu_room_requests_total',
    help: 'Requests of the signalling that were answered, by name and error code.',
    labelNames: ['name', 'code'] as const,
    registers,
  });
  const requestDuration = new Histogram({
    name: 'sfu_room_request_duration_seconds',
    help: 'From the arrival of a request of the signalling to its answer, with the wait for those before it.',
    labelNames: ['name'] as const,
    buckets: REQUEST_BUCKETS,
    registers,
  });
  // What has not happened yet is 0 and not unknown: else the first of them would be no rise.
  joins.inc({ code: OK }, 0);
  for (const reason of Object.keys(REASONS)) leaves.inc({ reason }, 0);
  for (const cause of Object.keys(CAUSES)) recoveries.inc({ cause }, 0);
  return {
    joinanswered: ({ ms, code }) => {
      joins.inc({ code: code ?? OK });
      if (code === null) joinDuration.observe(ms / 1_000);
    },
    peerleft: ({ reason }) => leaves.inc({ reason }),
    recovered: ({ cause }) => recoveries.inc({ cause }),
    requestanswered: ({ name, ms, code }) => {
      requests.inc({ name, code: code ?? OK });
      requestDuration.observe({ name }, ms / 1_000);
    },
  };
}
