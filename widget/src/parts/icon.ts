import { css, LitElement, type PropertyDeclarations } from 'lit';
import { awaitIcons, iconShapes, type IconName } from './icons.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * `<sfu-icon>`: one icon, as large as the text beside it and in its colour. Decorative: whoever holds it has the words.
 * @csspart svg
 * @cssprop [--sfu-icon-size=1.25em] - length of its sides
 */
export class SfuIcon extends LitElement {
  static override properties: PropertyDeclarations = { name: {} };
  static override styles = css`
    :host {
      display: inline-flex;
      inline-size: var(--sfu-icon-size, 1.25em);
      block-size: var(--sfu-icon-size, 1.25em);
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.85;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  /** Which of the set; null: none. */
  declare name: IconName | null;

  constructor() {
    super();
    this.name = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  protected override render(): SVGElement {
    // Built by hand: templates cannot take a tag's name from data.
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('part', 'svg');
    const shapes = this.name ? iconShapes(this.name) : [];
    if (this.name && shapes.length === 0) awaitIcons(() => this.requestUpdate());
    for (const [tag, attributes] of shapes) {
      const shape = document.createElementNS(SVG, tag);
      for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
      svg.append(shape);
    }
    return svg;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-icon': SfuIcon;
  }
}
