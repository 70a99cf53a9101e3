import type { Page } from 'playwright-core';

/** What has the focus, through all shadow roots. */
export interface Focused {
  /** As assistive technology tells it. */
  readonly name: string;
  /** Something is drawn around it, or around what holds it. */
  readonly visible: boolean;
  /** Tags from the page's down to it. */
  readonly path: readonly string[];
}

export async function focused(page: Page): Promise<Focused | null> {
  return await page.evaluate(async () => {
    const path: string[] = [];
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      path.push(element.localName);
      element = element.shadowRoot.activeElement;
    }
    if (!element || element === document.body) return null;
    path.push(element.localName);
    // What is shown for the focus alone comes softly.
    const root = element.getRootNode() as Document | ShadowRoot;
    const coming = root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(coming.map(({ finished }) => finished));
    const isDrawn = (at: Element | null): boolean => {
      if (!at) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    };
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const name = element.ariaLabel ?? labels[0]?.textContent ?? element.textContent;
    return {
      name: name.replace(/\s+/g, ' ').trim(),
      visible:
        element.checkVisibility({ opacityProperty: true }) && (isDrawn(element) || isDrawn(element.parentElement)),
      path,
    };
  });
}

/** Everything that Tab reaches in the page's room, from its beginning on. */
export async function tabStops(page: Page): Promise<Focused[]> {
  const stops: Focused[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop?.path.includes('sfu-room')) return stops;
    stops.push(stop);
    if (stops.length > 100) {
      throw new Error(`The focus does not leave the room: ${stops.map(({ name }) => name).join()}`);
    }
  }
}

/**
 * Names of controls and words that one has to scroll sideways to see, or that lie outside of the window however one
 * scrolls, and of words that are cut off.
 */
export async function cutOff(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const deep = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? deep(element.shadowRoot) : []),
      ]);
    const { clientWidth, clientHeight } = document.documentElement;
    const isBeside = (element: Element): boolean => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > clientWidth + 1;
    };
    const isBelow = (element: Element): boolean => {
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const { top, bottom, height } = element.getBoundingClientRect();
      return height <= clientHeight && (top < -1 || bottom > clientHeight + 1);
    };
    const isCut = (element: Element): boolean => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isField = element.matches('input, textarea');
      return (
        element.scrollWidth > element.clientWidth + 1 &&
        overflowX !== 'visible' &&
        textOverflow !== 'ellipsis' &&
        !isField
      );
    };
    const shown = deep(document)
      .filter((element) => element.matches('button, input, textarea, a, h2, p, summary, label'))
      // What is smaller is for assistive technology alone.
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1);
    // Before anything is scrolled, for whoever scrolls to an element scrolls sideways as well.
    const out = new Set(shown.filter((element) => isBeside(element) || isCut(element)));
    for (const element of shown) if (isBelow(element)) out.add(element);
    return [...out].map((element) => `${element.localName} ${element.ariaLabel ?? element.textContent.trim()}`);
  });
}
