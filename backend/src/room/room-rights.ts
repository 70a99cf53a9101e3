import type { Knock, Permissions } from 'sfu-room/protocol';
import type { Peer } from './peer.js';
import type { RoomPeers } from './room-peers.js';

/** Who may do what in a room, as moderators left it, and who hears of it. */
export class RoomRights {
  /** What moderators changed, by identity or session: nobody gets rid of it by leaving. */
  readonly #permitted = new Map<string, Partial<Permissions>>();

  /** @param knocks who waits, for who may let them in */
  constructor(
    private readonly peers: RoomPeers,
    private readonly knocks: () => Knock[],
  ) {}

  /** What moderators changed for this somebody before. */
  of(identity: string | null, sessionId: string): Partial<Permissions> {
    return this.#permitted.get(identity ?? sessionId) ?? {};
  }

  /** What this peer may do has changed, by a moderator or a new token. */
  changed(peer: Peer): void {
    this.#permitted.set(peer.identity ?? peer.id, peer.permitted);
    this.#tell(peer);
  }

  /** Where nobody else decides who moderates, whoever is longest in the room does. */
  appoint(): void {
    const { nextModerator } = this.peers;
    if (!nextModerator) return;
    nextModerator.permit({ moderate: true });
    this.#tell(nextModerator);
  }

  /** Others wait than before. */
  tellKnocks(): void {
    for (const peer of this.peers) if (peer.permissions.moderate) this.#sendKnocks(peer);
  }

  #tell(peer: Peer): void {
    const { permissions, expiresAt } = peer;
    peer.send('permissionsChanged', { permissions, expiresAt });
    if (permissions.moderate) this.#sendKnocks(peer);
    this.peers.tellChanged(peer);
  }

  #sendKnocks(peer: Peer): void {
    peer.send('knocksChanged', { knocks: this.knocks() });
  }
}
