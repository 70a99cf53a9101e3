export * from './errors.js';
export * from './events.js';
export * from './limits.js';
export * from './permissions.js';
export { SOURCE_KINDS, SOURCES } from './source.js';
export * from './snapshot.js';
export * from './version.js';
