export { observeRoom, type ObservableRoom, type RoomSource } from './observe-room.js';
