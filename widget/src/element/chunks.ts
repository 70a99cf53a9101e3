import { Chunk } from './chunk.js';

/** The UI around the tiles: asked for as soon as an element wants one, beside everything else that a join needs. */
export const full = new Chunk(() => import('./full.js'));

/** What only a press shows: menus, panel, sheets. */
export const more = new Chunk(() => import('./more.js'));
