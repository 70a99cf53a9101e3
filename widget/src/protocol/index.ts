export * from './errors.js';
export * from './events.js';
export * from './limits.js';
export * from './snapshot.js';
export * from './version.js';
