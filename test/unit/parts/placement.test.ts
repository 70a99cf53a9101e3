import { describe, expect, test } from 'vitest';
import { placePopup, type Rect } from '../../../widget/src/parts/placement.js';

const VIEWPORT: Rect = { left: 0, top: 0, right: 1000, bottom: 800 };
const SIZE = { width: 200, height: 150 };
const at = (left: number, top: number): Rect => ({ left, top, right: left + 48, bottom: top + 48 });

describe('a popup', () => {
  test('stands above a button at the bottom of its room, though there is place below the room', () => {
    const room = { left: 100, top: 100, right: 700, bottom: 500 };
    expect(placePopup(at(376, 440), SIZE, room, VIEWPORT)).toMatchObject({ left: 300, top: 440 - 8 - 150 });
  });

  test('stands below a button at the top', () => {
    expect(placePopup(at(376, 20), SIZE, VIEWPORT, VIEWPORT)).toMatchObject({ left: 300, top: 76 });
  });

  test('stays within the room at its edges', () => {
    const room = { left: 100, top: 100, right: 700, bottom: 500 };
    expect(placePopup(at(100, 440), SIZE, room, VIEWPORT).left).toBe(108);
    expect(placePopup(at(652, 440), SIZE, room, VIEWPORT).left).toBe(700 - 8 - 200);
  });

  test('goes over the edges of a room that is too small for it, but never over those of the page', () => {
    const room = { left: 850, top: 600, right: 1000, bottom: 700 };
    const { left, top } = placePopup(at(900, 650), SIZE, room, VIEWPORT);
    expect(left).toBe(1000 - 8 - 200);
    expect(top).toBe(650 - 8 - 150);
  });

  test('goes where there is more place, and scrolls, when it is higher than any', () => {
    const tall = { width: 200, height: 2000 };
    expect(placePopup(at(400, 500), tall, VIEWPORT, VIEWPORT)).toMatchObject({ top: 8, maxHeight: 500 - 8 - 8 });
    expect(placePopup(at(400, 100), tall, VIEWPORT, VIEWPORT)).toMatchObject({ top: 156, maxHeight: 800 - 156 - 8 });
  });
});
