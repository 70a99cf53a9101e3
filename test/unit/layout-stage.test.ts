import { describe, expect, test } from 'vitest';
import { GAP, gridRects, type Box } from '../../widget/src/layout/grid.js';
import { stageRects } from '../../widget/src/layout/stage.js';

describe('a stage', () => {
  test('is the plain grid when nothing is featured, or the featured tile is alone', () => {
    const box: Box = { width: 1000, height: 600 };
    expect(stageRects(5, false, box)).toEqual(gridRects(5, box));
    expect(stageRects(1, true, box)).toEqual(gridRects(1, box));
  });

  test('puts the people beside a screen in a wide box', () => {
    const [screen, ...people] = stageRects(4, true, { width: 1600, height: 700 });
    expect(screen).toMatchObject({ x: 0, y: 0, height: 700 });
    expect(people).toHaveLength(3);
    for (const person of people) expect(person.x).toBeGreaterThanOrEqual((screen?.width ?? 0) + GAP);
  });

  test('puts the people below a screen in a tall box', () => {
    const [screen, ...people] = stageRects(4, true, { width: 360, height: 640 });
    expect(screen).toMatchObject({ x: 0, y: 0, width: 360 });
    for (const person of people) expect(person.y).toBeGreaterThanOrEqual((screen?.height ?? 0) + GAP);
  });

  test('gives the people what a whole screen leaves of a tall box, up to the half', () => {
    const box: Box = { width: 374, height: 760 };
    const [face] = stageRects(4, true, box);
    const [screen, ...people] = stageRects(4, 'whole', box);
    expect(screen?.height).toBeLessThan((face?.height ?? 0) - 100);
    expect(screen?.height).toBeGreaterThanOrEqual(box.height / 2);
    expect(screen?.height).toBeGreaterThan(((screen?.width ?? 0) * 3) / 4);
    for (const person of people) expect(person.y).toBeGreaterThanOrEqual((screen?.height ?? 0) + GAP);
    const wide: Box = { width: 1280, height: 720 };
    expect(stageRects(4, 'whole', wide)).toEqual(stageRects(4, true, wide));
  });

  const BOXES: readonly Box[] = [
    { width: 1280, height: 720 },
    { width: 360, height: 640 },
    { width: 500, height: 500 },
    { width: 120, height: 120 },
  ];
  test.each(BOXES.flatMap((box) => [true, 'whole' as const].map((featured) => ({ box, featured }))))(
    'gives the screen more than anybody else in %o and keeps all inside',
    ({ box, featured }) => {
      for (let count = 2; count <= 17; count++) {
        const [screen, ...people] = stageRects(count, featured, box);
        for (const { x, y, width, height } of people) {
          expect(width * height).toBeLessThan((screen?.width ?? 0) * (screen?.height ?? 0));
          expect(x + width).toBeLessThanOrEqual(box.width + 1);
          expect(y + height).toBeLessThanOrEqual(box.height + 1);
        }
      }
    },
  );

  test('survives a box without size', () => {
    for (const rect of stageRects(3, true, { width: 0, height: 0 })) {
      expect(Object.values(rect).every((value: number) => Number.isFinite(value))).toBe(true);
    }
  });
});
