export { createServer, type ServerOptions, type SfuRoomServer } from './server.js';
export { ConfigError, type Config } from './config.js';
