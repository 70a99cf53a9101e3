import { rememberScript } from './element/default-server.js';
import { defineElements } from './element/elements.js';

rememberScript(import.meta.url);
defineElements();

export * from './index.js';
