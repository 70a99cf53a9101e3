export * from './client/index.js';
export { defineElements } from './element/elements.js';
export type { AutoplayBlocked, SfuRoomEventDetails, SfuRoomEventMap } from './element/events.js';
export { SfuRoom, type SubscribeMode, type Theme, type UiMode } from './element/sfu-room.js';
