import type { PeerState, RoomState } from '../../client/room-state.js';
import type { Strings } from '../../i18n/strings.js';
import type { PeopleView, PersonView } from '../../parts/views.js';
import type { Source } from '../../protocol/snapshot.js';
import { hueOf } from './hue.js';
import { actionsFor, moderationView } from './moderation.js';
import { SELF } from './tiles.js';

/** What is done with people, as far as the room does not know it. */
export interface PeopleUi {
  /** By peer id, 0 to 1. */
  readonly volumes: ReadonlyMap<string, number>;
  /** Key of a tile: `self` or a peer's id is the tile of a person. */
  readonly pinned: string | null;
}

/** Who is here: oneself first, then raised hands in the order they were raised, then the others as they came. */
export function peopleView(state: RoomState, ui: PeopleUi, strings: Strings): PeopleView {
  const raised = state.peers.filter(({ hand }) => hand !== null).sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0));
  const others = state.peers.filter(({ hand }) => hand === null);
  return {
    people: [own(state, ui, strings), ...[...raised, ...others].map((peer) => person(peer, state, ui, strings))],
    moderation: moderationView(state, strings),
  };
}

function own(state: RoomState, { pinned }: PeopleUi, { you }: Strings): PersonView {
  const { self, activeSpeaker, rules } = state;
  const runs = (device: 'microphone' | 'camera' | 'screen'): boolean => self[device] === 'on';
  return {
    peerId: null,
    name: self.name || you,
    role: self.role,
    moderator: self.permissions.moderate,
    microphone: runs('microphone'),
    camera: runs('camera'),
    screen: runs('screen'),
    hand: self.hand !== null,
    speaking: self.id !== null && activeSpeaker?.peerId === self.id,
    away: false,
    quality: self.quality,
    volume: 1,
    paused: false,
    pinned: pinned === SELF,
    spotlit: self.id !== null && rules.spotlight === self.id,
    hue: hueOf(self.id ?? ''),
    actions: actionsFor(null, state),
  };
}

function person(peer: PeerState, state: RoomState, { volumes, pinned }: PeopleUi, { guest }: Strings): PersonView {
  const { id, name, hand, connection, publications, quality } = peer;
  const runs = (source: Source): boolean => publications.some((one) => one.source === source && !one.paused);
  return {
    peerId: id,
    name: name || guest,
    role: peer.role,
    moderator: peer.moderator,
    microphone: runs('microphone'),
    camera: runs('camera'),
    screen: runs('screen'),
    hand: hand !== null,
    speaking: state.activeSpeaker?.peerId === id,
    away: connection === 'reconnecting',
    quality,
    volume: volumes.get(id) ?? 1,
    paused: peer.paused,
    pinned: pinned === id,
    spotlit: state.rules.spotlight === id,
    hue: hueOf(id),
    actions: actionsFor(peer, state),
  };
}
