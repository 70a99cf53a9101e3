import { LitElement, type PropertyDeclarations } from 'lit';
import type { TileStrings } from '../i18n/strings.js';
import { AttachmentController } from './attachment.js';

/**
 * A piece of a room's UI. Inside the room's own UI it is given what it shows; placed by hand it gets that from the room
 * around it, or from the one that `for` names by its id.
 */
export abstract class BasePart<View, Words extends TileStrings> extends LitElement {
  static override properties: PropertyDeclarations = {
    view: { attribute: false },
    strings: { attribute: false },
    for: {},
  };

  /** What it shows; null: nothing yet. */
  declare view: View | null;
  /** All its words, in one language. */
  declare strings: Words;
  /** Id of the room element, in the same document or shadow tree; default: the room around it. */
  declare for: string;
  protected readonly attachment = new AttachmentController(this);

  constructor(words: Words) {
    super();
    this.view = null;
    this.strings = words;
    this.for = '';
  }
}
