import { SfuIcon } from '../../widget/src/parts/icon.js';
import { SfuPager } from '../../widget/src/parts/pager.js';
import { SfuStage } from '../../widget/src/parts/stage.js';
import { letTilesMove } from '../../widget/src/parts/stage-motion.js';
import { TileMotion } from '../../widget/src/parts/tile-motion.js';
import { SfuTile } from '../../widget/src/parts/tile.js';
import type { StageView, TileView } from '../../widget/src/parts/views.js';

// From the sources, so that the parts are tried alone.
customElements.define('sfu-icon', SfuIcon);
customElements.define('sfu-tile', SfuTile);
customElements.define('sfu-stage', SfuStage);
customElements.define('sfu-pager', SfuPager);
letTilesMove(new TileMotion());

/** A tile of a peer's camera, or with the key `self` of one's own. */
export function tileOf(key: string, change: Partial<TileView> = {}): TileView {
  const own = key === 'self';
  return {
    key,
    peerId: own ? null : key,
    source: 'camera',
    name: key,
    description: `${key}, described`,
    stream: null,
    track: own ? null : `${key}:camera`,
    whole: false,
    mirrored: own,
    muted: false,
    speaking: false,
    away: false,
    paused: false,
    hand: false,
    pinned: false,
    spotlit: false,
    quality: null,
    reaction: null,
    hue: 0,
    ...change,
  };
}

export function stageOf(tiles: readonly TileView[], change: Partial<StageView> = {}): StageView {
  return {
    tiles,
    featured: false,
    floating: null,
    corner: { inline: 'end', block: 'end' },
    speaker: null,
    dimmed: false,
    ...change,
  };
}

/** Tiles `p0`, `p1`, … */
export function peopleOf(count: number): TileView[] {
  return Array.from({ length: count }, (_, index) => tileOf(`p${index}`));
}

export { SfuStage, SfuTile };
