import { TestRoom } from './room-element.js';

/** Rooms of one test, which end with it. Call it inside `describe`. */
export function usingRooms(): (attributes: Record<string, string | boolean>) => Promise<TestRoom> {
  const rooms: TestRoom[] = [];
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map((room) => room.close()));
  });
  return async (attributes) => {
    const room = await TestRoom.join(attributes);
    rooms.push(room);
    return room;
  };
}
