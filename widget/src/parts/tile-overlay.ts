import type { TileView } from './views.js';

/** What the page lays over each picture: a copy of its template, which is told whose picture it is. */
export class TileOverlay {
  #template: HTMLTemplateElement | null = null;
  #place: Element | null = null;
  #copies: readonly ChildNode[] = [];

  /** @param place where the copy goes, behind what is there already */
  update(place: Element | null, template: HTMLTemplateElement | null, view: TileView | null): void {
    if (place !== this.#place || template !== this.#template) {
      for (const copy of this.#copies) copy.remove();
      this.#place = place;
      this.#template = template;
      const content = place && template && place.ownerDocument.importNode(template.content, true);
      this.#copies = content ? [...content.childNodes] : [];
      if (content) place.append(content);
    }
    const first = this.#copies.find((node) => node instanceof HTMLElement);
    if (!first || !view) return;
    first.dataset.peer = view.peerId ?? '';
    first.dataset.name = view.name;
    first.dataset.source = view.source;
  }
}
