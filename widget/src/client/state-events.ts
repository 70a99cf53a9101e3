import type { RoomEventName, RoomEvents } from '../protocol/events.js';
import type { Source } from '../protocol/snapshot.js';
import type { RoomClientEvents, TrackRef } from './events.js';
import type { PausedBy, PeerState, RemoteTrack, RoomState } from './room-state.js';
import { share } from './share.js';

/** An event with its name, so that lists of them stay typed. */
export type NamedEvent = {
  [K in keyof RoomClientEvents]: { name: K; event: RoomClientEvents[K] };
}[keyof RoomClientEvents];

/**
 * What happened between two states. Events are derived and never sent by
 * hand, so that they always agree with the state, however it came about.
 */
export function eventsBetween(before: RoomState, after: RoomState): NamedEvent[] {
  return [
    ...statusEvents(before, after),
    ...mediaEvents(before, after),
    ...joinedPeers(before, after),
    ...trackEvents(before, after),
    ...leftPeers(before, after),
    ...messageEvents(before, after),
    ...speakerEvents(before, after),
    ...ruleEvents(before, after),
  ];
}

/** What follows from no state, since it is over as it comes: the server's name for it, and the page's. */
export const PASSING = {
  reaction: 'reaction',
  data: 'data',
  asked: 'deviceasked',
  tokenExpiring: 'tokenexpiring',
  draining: 'draining',
} as const satisfies Partial<Record<RoomEventName, keyof RoomClientEvents>>;

export type PassingName = keyof typeof PASSING;

/** Whoever it comes from is added to it. */
export function passingEvent<K extends PassingName>(name: K, event: RoomEvents[K], { peers }: RoomState): NamedEvent {
  const rest = { ...(event as object as { seq?: number; peerId?: string; by?: string }) };
  delete rest.seq; // a number of the signalling's own
  const id = rest.peerId ?? rest.by;
  const from = id === undefined ? {} : { peer: peerOf(peers, id) };
  return { name: PASSING[name], event: { ...rest, ...from } } as unknown as NamedEvent;
}

/** A moderator has stopped a source of this client. */
export function stoppedEvent(source: Source, by: string, { peers }: RoomState): NamedEvent {
  return { name: 'devicestopped', event: { source, by, peer: peerOf(peers, by) } };
}

function peerOf(peers: readonly PeerState[], id: string): PeerState | null {
  return peers.find((peer) => peer.id === id) ?? null;
}

function statusEvents(before: RoomState, after: RoomState): NamedEvent[] {
  if (before.status === after.status) return [];
  const changed: NamedEvent = { name: 'statuschange', event: { status: after.status, previous: before.status } };
  const { room, self } = after;
  const isIn = before.status === 'reconnecting';
  const entered = !isIn && after.status === 'joined' && room !== null && self.id !== null;
  return entered ? [changed, { name: 'joined', event: { room, peerId: self.id } }] : [changed];
}

function mediaEvents(before: RoomState, after: RoomState): NamedEvent[] {
  return (['microphone', 'camera', 'screen'] as const)
    .filter((kind) => before.self[kind] !== after.self[kind])
    .map((kind) => ({ name: 'mediachange', event: { kind, state: after.self[kind] } }));
}

function joinedPeers(before: RoomState, after: RoomState): NamedEvent[] {
  const known = new Map(before.peers.map((peer) => [peer.id, peer]));
  return after.peers.flatMap((peer): NamedEvent[] => {
    const old = known.get(peer.id);
    if (!old) return [{ name: 'peerjoined', event: { peer } }];
    return isSamePeer(old, peer) ? [] : [{ name: 'peerchange', event: { peer } }];
  });
}

/** What did not change is the same object, see share(); but how well it is received is measured, and nobody's doing. */
function isSamePeer(before: PeerState, after: PeerState): boolean {
  return share(before, { ...after, quality: before.quality }) === before;
}

function leftPeers(before: RoomState, after: RoomState): NamedEvent[] {
  const there = new Set(after.peers.map(({ id }) => id));
  return before.peers.filter(({ id }) => !there.has(id)).map((peer) => ({ name: 'peerleft', event: { peer } }));
}

function trackEvents(before: RoomState, after: RoomState): NamedEvent[] {
  const old = new Map(before.tracks.map((track) => [track.id, track]));
  const now = new Map(after.tracks.map((track) => [track.id, track]));
  const events: NamedEvent[] = [];
  for (const track of before.tracks) {
    // Another MediaStreamTrack under the same id is another track to who holds the first.
    if (now.get(track.id)?.track === track.track) continue;
    events.push({ name: 'trackended', event: refOf(track, before, after) });
  }
  for (const track of after.tracks) {
    const known = old.get(track.id);
    const ref = refOf(track, after, before);
    const isNew = known?.track !== track.track;
    if (isNew) events.push({ name: 'track', event: { ...ref, track: track.track, stream: track.stream } });
    events.push(...pauseEvents(ref, isNew ? [] : known.pausedBy, track.pausedBy));
  }
  return events;
}

function pauseEvents(ref: TrackRef, before: readonly PausedBy[], after: readonly PausedBy[]): NamedEvent[] {
  return [
    ...after
      .filter((by) => !before.includes(by))
      .map((by): NamedEvent => ({ name: 'trackpaused', event: { ...ref, by } })),
    ...before
      .filter((by) => !after.includes(by))
      .map((by): NamedEvent => ({ name: 'trackresumed', event: { ...ref, by } })),
  ];
}

function refOf({ id, peerId, label, source }: RemoteTrack, ...states: RoomState[]): TrackRef {
  const peer = states.flatMap(({ peers }) => peers).find((candidate) => candidate.id === peerId);
  if (!peer) throw new Error(`Track ${id} has no peer.`);
  return { id, peer, label, source };
}

function messageEvents(before: RoomState, after: RoomState): NamedEvent[] {
  if (before.messages === after.messages) return [];
  const keyOf = ({ peerId, id }: RoomState['messages'][number]): string => `${peerId}:${id}`;
  const known = new Set(before.messages.map(keyOf));
  return after.messages.filter((message) => !known.has(keyOf(message))).map((event) => ({ name: 'message', event }));
}

function ruleEvents(before: RoomState, after: RoomState): NamedEvent[] {
  const { rules, knocks, self } = after;
  const known = new Set(before.knocks.map(({ id }) => id));
  const events: NamedEvent[] = knocks
    .filter(({ id }) => !known.has(id))
    .map((knock): NamedEvent => ({ name: 'knock', event: knock }));
  if (before.rules !== rules) events.push({ name: 'ruleschange', event: { rules } });
  if (before.self.permissions !== self.permissions) {
    events.push({ name: 'permissionschange', event: { permissions: self.permissions } });
  }
  return events;
}

function speakerEvents(before: RoomState, after: RoomState): NamedEvent[] {
  const speaker = after.activeSpeaker;
  if (before.activeSpeaker === speaker) return [];
  if (!speaker) return [{ name: 'activespeaker', event: { peerId: null, peer: null, level: -127 } }];
  const { peerId, level } = speaker;
  return [{ name: 'activespeaker', event: { peerId, peer: peerOf(after.peers, peerId), level } }];
}
