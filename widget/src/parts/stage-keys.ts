import type { Corner } from './views.js';

/** What arrow keys do to where one's own picture floats, seen from left to right. */
export const MOVES: Readonly<Record<string, Partial<Corner>>> = {
  ArrowLeft: { inline: 'start' },
  ArrowRight: { inline: 'end' },
  ArrowUp: { block: 'start' },
  ArrowDown: { block: 'end' },
};

/** What keys do to the pages, seen from left to right. */
export const TURNS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

/** In a field that the page laid over a picture. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches('input, select, textarea, [contenteditable]');
}
