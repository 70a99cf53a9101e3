import { describe, expect, test } from 'vitest';
import type { Box } from '../../widget/src/layout/grid.js';
import { PAGER_HEIGHT, stagePage, type Stage } from '../../widget/src/layout/pages.js';
import { stageRects } from '../../widget/src/layout/stage.js';

const PHONE: Box = { width: 374, height: 624 };
const SIDEBAR: Box = { width: 240, height: 480 };
const CARD: Box = { width: 240, height: 135 };
const BOXES: readonly Box[] = [PHONE, SIDEBAR, CARD, { width: 1280, height: 720 }, { width: 900, height: 120 }];

const stage = (count: number, box: Box, given: Partial<Stage> = {}): Stage => ({
  count,
  featured: false,
  speaker: null,
  box,
  ...given,
});

const allPages = (of: Stage): number[][] => {
  const { pages } = stagePage(of, 0);
  return Array.from({ length: pages }, (_, page) => [...stagePage(of, page).tiles]);
};

describe('the pages of a stage', () => {
  test('are one as long as every tile stays large enough, placed as without pages', () => {
    const { pages, tiles, rects } = stagePage(stage(18, PHONE), 0);
    expect(pages).toBe(1);
    expect(tiles).toHaveLength(18);
    expect(rects).toEqual(stageRects(18, false, PHONE));
  });

  test('hold tiles of about 120 by 90 px and leave a place to the pager', () => {
    const { pages, rects } = stagePage(stage(30, PHONE), 0);
    expect(pages).toBeGreaterThan(1);
    for (const { y, width, height } of rects) {
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(116);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(86);
      expect(y + height).toBeLessThanOrEqual(PHONE.height - PAGER_HEIGHT);
    }
  });

  test('hold at least two, however small the box is, and no more than a browser can decode', () => {
    expect(stagePage(stage(5, CARD), 0).tiles).toHaveLength(2);
    expect(stagePage(stage(3, { width: 60, height: 40 }), 0).tiles).toHaveLength(2);
    expect(stagePage(stage(200, { width: 8_000, height: 5_000 }), 0).tiles).toHaveLength(49);
  });

  test.each(BOXES)('are all as full and of the same places in %o', (box) => {
    const of = stage(60, box);
    const first = stagePage(of, 0);
    for (let page = 1; page < first.pages; page++) expect(stagePage(of, page).rects).toEqual(first.rects);
    for (const tiles of allPages(of)) expect(tiles).toHaveLength(first.tiles.length);
  });

  test.each(BOXES)('show everybody somewhere and the speaker everywhere in %o', (box) => {
    for (const featured of [false, true]) {
      for (const count of [2, 3, 4, 5, 8, 13, 30]) {
        for (let speaker = 0; speaker < count; speaker++) {
          const pages = allPages(stage(count, box, { featured, speaker }));
          expect(new Set(pages.flat()).size, `${count} tiles, ${speaker} speaks`).toBe(count);
          for (const tiles of pages) {
            expect(tiles).toContain(speaker);
            expect(new Set(tiles).size).toBe(tiles.length);
          }
        }
      }
    }
  });

  test('begin with the featured tile each', () => {
    const pages = allPages(stage(30, SIDEBAR, { featured: true }));
    expect(pages.length).toBeGreaterThan(1);
    for (const tiles of pages) expect(tiles[0]).toBe(0);
    expect(stagePage(stage(30, SIDEBAR, { featured: true }), 0).rects[0]).toMatchObject({ x: 0, y: 0, width: 240 });
  });

  test('end where there are no more, when people left meanwhile', () => {
    expect(stagePage(stage(30, PHONE), 99)).toMatchObject({ page: stagePage(stage(30, PHONE), 0).pages - 1 });
    expect(stagePage(stage(3, PHONE), 7)).toMatchObject({ page: 0, pages: 1 });
  });

  test('are one in a box without size, as of an element that is hidden', () => {
    const { pages, tiles, rects } = stagePage(stage(25, { width: 0, height: 0 }), 0);
    expect(pages).toBe(1);
    expect(tiles).toHaveLength(25);
    for (const rect of rects) expect(Object.values(rect).every((value: number) => Number.isFinite(value))).toBe(true);
  });

  test('of nobody are one, and empty', () => {
    expect(stagePage(stage(0, PHONE), 0)).toEqual({ pages: 1, page: 0, tiles: [], rects: [] });
  });
});
