export * from './client/index.js';
export { defineElements } from './element/elements.js';
export type { AutoplayBlocked, SfuRoomEventDetails, SfuRoomEventMap } from './element/events.js';
export type { SubscribeMode, Theme, UiMode } from './element/modes.js';
export { SfuRoom } from './element/sfu-room.js';
export type { LayoutMode } from './parts/views.js';
