import type { PartRequests } from '../../widget/src/parts/requests.js';
import type { SfuPager } from '../../widget/src/parts/pager.js';
import { drawnTrack } from './drawn-track.js';
import { SfuStage, stageOf, type SfuTile } from './stage-parts.js';

/** A stage in a box of its own on the page, with what tests do to it. */
export class StageBench {
  readonly box = document.createElement('div');
  readonly stage = new SfuStage();
  readonly #undo: (() => void)[] = [];

  constructor() {
    Object.assign(this.box.style, { position: 'fixed', insetBlockStart: '0', width: '800px', height: '450px' });
    this.box.append(this.stage);
    this.stage.addEventListener('sfu-corner', (event) => {
      const { view } = this.stage;
      const { corner } = (event as CustomEvent<PartRequests['sfu-corner']>).detail;
      this.stage.view = view && { ...view, corner };
    });
    document.body.append(this.box);
  }

  close(): void {
    for (const step of this.#undo.splice(0).reverse()) step();
    this.box.remove();
  }

  /** What is to be done at the end. */
  onClose(step: () => void): void {
    this.#undo.push(step);
  }

  /** Until the end, an object has this in place of its own. */
  replace(owner: object, name: string, property: PropertyDescriptor): void {
    const own = Object.getOwnPropertyDescriptor(owner, name) ?? {};
    Object.defineProperty(owner, name, { configurable: true, ...property });
    this.onClose(() => Object.defineProperty(owner, name, own));
  }

  async show(...given: Parameters<typeof stageOf>): Promise<void> {
    this.stage.view = stageOf(...given);
    await this.stage.updateComplete;
    await twoFrames();
  }

  async resize(width: number, height: number): Promise<void> {
    Object.assign(this.box.style, { width: `${width}px`, height: `${height}px` });
    await twoFrames();
    await this.stage.updateComplete;
  }

  /** Nothing moves any more. */
  async settled(): Promise<void> {
    await this.stage.updateComplete;
    await this.pager?.updateComplete;
    await Promise.all(this.moves().map(({ finished }) => finished));
  }

  moves(): Animation[] {
    return this.stage.tiles.flatMap((tile) => tile.getAnimations());
  }

  get pager(): SfuPager | null {
    return this.stage.renderRoot.querySelector('sfu-pager');
  }

  /** Those that are gone and fade away. */
  leaving(): SfuTile[] {
    return [...this.stage.renderRoot.querySelectorAll<SfuTile>('sfu-tile[inert]')];
  }

  keys(): (string | undefined)[] {
    return this.stage.tiles.map(({ view }) => view?.key);
  }

  tile(key: string): SfuTile {
    const found = this.stage.tiles.find(({ view }) => view?.key === key);
    if (!found) throw new Error(`No tile ${key} among ${this.keys().join()}.`);
    return found;
  }

  place(key: string): DOMRect {
    return this.tile(key).getBoundingClientRect();
  }

  button(key: string, index: number): HTMLButtonElement {
    const found = [...this.tile(key).renderRoot.querySelectorAll('button')].at(index);
    if (!found) throw new Error(`Tile ${key} has no button ${index}.`);
    return found;
  }

  /** Everything that is asked for from now on by this request. */
  asked<K extends keyof PartRequests>(name: K): PartRequests[K][] {
    const heard: PartRequests[K][] = [];
    this.box.addEventListener(name, (event) => heard.push((event as CustomEvent<PartRequests[K]>).detail));
    return heard;
  }

  doubleClick(target: Element | null | undefined): void {
    target?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
  }

  surface(key: string): Element | null {
    return this.tile(key).renderRoot.querySelector('.surface');
  }

  press(target: Element | null | undefined, key: string): void {
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
  }

  stream(): MediaStream {
    const stream = new MediaStream([drawnTrack('teal')]);
    this.onClose(() => {
      for (const track of stream.getTracks()) track.stop();
    });
    return stream;
  }
}

export const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** To a pixel, as places are rounded. */
export function isWithin(outer: DOMRect, inner: DOMRect): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}
