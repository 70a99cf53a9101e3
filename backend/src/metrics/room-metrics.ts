import { Gauge, type Registry } from 'prom-client';
import { SOURCE_KINDS } from 'sfu-room/protocol';
import type { RoomRegistry } from '../room/room-registry.js';

/** How many there are in all rooms. @returns looks */
export function gaugeRooms(rooms: RoomRegistry, register: Registry): () => void {
  const registers = [register];
  const roomCount = new Gauge({ name: 'sfu_room_rooms', help: 'Rooms that are there.', registers });
  const peers = new Gauge({
    name: 'sfu_room_peers',
    help: 'Peers in all rooms; reconnecting: their socket is lost, and they may come back.',
    labelNames: ['connection'] as const,
    registers,
  });
  const producers = new Gauge({
    name: 'sfu_room_producers',
    help: 'Tracks that peers publish, paused or not.',
    labelNames: ['kind', 'source'] as const,
    registers,
  });
  return () => {
    roomCount.set(rooms.size);
    peers.reset();
    producers.reset();
    for (const connection of ['connected', 'reconnecting']) peers.set({ connection }, 0);
    for (const [source, kinds] of Object.entries(SOURCE_KINDS)) {
      for (const kind of kinds) producers.set({ kind, source }, 0);
    }
    for (const room of rooms) {
      for (const { connection, tracks } of room.peers()) {
        peers.inc({ connection });
        for (const { kind, source } of tracks) producers.inc({ kind, source });
      }
    }
  };
}
