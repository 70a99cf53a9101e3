import type { TileStrings } from '../i18n/strings.js';
import { tilesEn } from '../i18n/tiles-en.js';
import { BasePart } from './base-part.js';

/** A piece of the first request: it has the words of the tiles alone. */
export abstract class TilePart<View> extends BasePart<View, TileStrings> {
  constructor() {
    super(tilesEn);
  }
}
