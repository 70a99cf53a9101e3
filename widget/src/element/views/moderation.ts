import type { PeerState, RoomState } from '../../client/room-state.js';
import type { Strings } from '../../i18n/strings.js';
import type { ModerationView, PersonAction } from '../../parts/moderation-views.js';
import type { Moderation } from '../../protocol/permissions.js';
import type { Source } from '../../protocol/snapshot.js';
import { hueOf } from './hue.js';

/** What a moderator sees of the room; null for everyone else. */
export function moderationView({ self, rules, knocks, peers }: RoomState, { guest }: Strings): ModerationView | null {
  if (!self.permissions.moderate) return null;
  return {
    locked: rules.locked,
    lobby: rules.lobby,
    knocks: knocks.map(({ id, name }) => ({ id, name: name || guest, hue: hueOf(id) })),
    muteAll: peers.filter((peer) => sends(peer, 'microphone')).map((peer) => stop(peer, 'microphone')),
  };
}

/** What a moderator may do with a peer, or with themselves (null), as it is now. */
export function actionsFor(peer: PeerState | null, { self, rules }: RoomState): PersonAction[] {
  const peerId = peer?.id ?? self.id;
  if (!self.permissions.moderate || peerId === null) return [];
  const isSpotlit = rules.spotlight === peerId;
  const spotlight: PersonAction = {
    name: isSpotlit ? 'end-spotlight' : 'spotlight',
    asks: { action: 'rule', rules: { spotlight: isSpotlit ? null : peerId } },
  };
  return peer ? [...devices(peer), spotlight, ...standing(peer)] : [spotlight];
}

function devices(peer: PeerState): PersonAction[] {
  const { id: peerId } = peer;
  const actions: PersonAction[] = [
    sends(peer, 'microphone')
      ? { name: 'mute', asks: stop(peer, 'microphone') }
      : { name: 'ask', asks: { action: 'ask', peerId, source: 'microphone' } },
  ];
  if (sends(peer, 'camera')) actions.push({ name: 'stop-camera', asks: stop(peer, 'camera') });
  if (sends(peer, 'screen')) actions.push({ name: 'stop-screen', asks: stop(peer, 'screen') });
  return actions;
}

function standing({ id: peerId, moderator }: PeerState): PersonAction[] {
  return [
    {
      name: moderator ? 'demote' : 'promote',
      asks: { action: 'permit', peerId, permissions: { moderate: !moderator } },
    },
    { name: 'remove', asks: { action: 'remove', peerId } },
    { name: 'ban', asks: { action: 'remove', peerId, ban: true } },
  ];
}

function sends({ publications }: PeerState, source: Source): boolean {
  return publications.some((one) => one.source === source && !one.paused);
}

function stop({ id: peerId }: PeerState, source: Source): Moderation {
  return { action: 'stop', peerId, source };
}
