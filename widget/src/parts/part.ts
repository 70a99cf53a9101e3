import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { BasePart } from './base-part.js';

/** A piece of the UI around the tiles: it comes after the first request, with all the words. */
export abstract class Part<View> extends BasePart<View, Strings> {
  constructor() {
    super(en);
  }
}
