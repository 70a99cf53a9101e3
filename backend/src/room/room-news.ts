import type { LeaveReason, Message, ProducerInfo } from 'sfu-room/protocol';
import type { Peer } from './peer.js';
import type { RecoveryCause, ServerEvents } from './server-events.js';

/** What happens in one room, told to whoever listens on the server. */
export class RoomNews {
  constructor(
    private readonly room: string,
    private readonly events: ServerEvents,
  ) {}

  /** @param at in ms since the epoch */
  started(at: number): void {
    this.events.emit('roomstarted', { room: this.room, at });
  }

  /** @param startedAt in ms since the epoch */
  ended(startedAt: number): void {
    this.events.emit('roomended', { ...this.#now(), duration: Date.now() - startedAt });
  }

  joined(peer: Peer): void {
    this.events.emit('peerjoined', { ...this.#now(), peer: peer.summary() });
  }

  left(peer: Peer, reason: LeaveReason): void {
    this.events.emit('peerleft', { ...this.#now(), peer: peer.summary(), reason });
  }

  published(peer: Peer, producer: ProducerInfo): void {
    this.events.emit('trackpublished', { ...this.#now(), peer: peer.summary(), track: peer.track(producer) });
  }

  unpublished(peer: Peer, producer: ProducerInfo): void {
    this.events.emit('trackremoved', { ...this.#now(), peer: peer.summary(), track: peer.track(producer) });
  }

  said(message: Message): void {
    this.events.emit('message', { ...this.#now(), message });
  }

  recovered(peer: Peer, cause: RecoveryCause): void {
    this.events.emit('recovered', { ...this.#now(), peerId: peer.id, cause });
  }

  #now(): { room: string; at: number } {
    return { room: this.room, at: Date.now() };
  }
}
