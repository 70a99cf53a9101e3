/** What the bar holds beside microphone, camera and the way out, and what stands in its menu where there is no place. */
export type BarItem = 'screen' | 'chat' | 'people' | 'hand' | 'react';

/** What a bar would hold if there were place for everything. */
export interface BarContent {
  /** How many of microphone and camera there are. */
  readonly toggles: number;
  /** How many of these have a menu of devices beside them. */
  readonly choices: number;
  /** In the order in which they get a place. */
  readonly items: readonly BarItem[];
  /** There is a menu for what finds no place. */
  readonly menu: boolean;
}

export interface BarFit {
  readonly choices: boolean;
  readonly shown: readonly BarItem[];
  readonly folded: readonly BarItem[];
  /** The way out says so in words too. */
  readonly words: boolean;
}

/** A button with the gap to the next, in px. */
const BUTTON = 48 + 8;

/** The button for a device's menu, in px. */
const CHOICE = 28;

/** What the way out is larger by with its words, in px: enough for those of most languages. */
const WORDS = 96;

/** What is shown in a bar of this width, in px: what is needed most first, and nothing less needed before it. */
export function fitBar(width: number, { toggles, choices, items, menu }: BarContent): BarFit {
  // The last button has no gap after it, and the way out stands a little apart.
  let left = width - (toggles + 1 + (menu ? 1 : 0)) * BUTTON;
  const take = (size: number): boolean => {
    left -= size;
    return left >= 0;
  };
  const withChoices = take(choices * CHOICE);
  const shown = items.filter(() => take(BUTTON));
  return {
    choices: withChoices,
    // Without a menu it would be nowhere.
    shown: menu ? shown : items,
    folded: menu ? items.slice(shown.length) : [],
    words: take(WORDS),
  };
}
