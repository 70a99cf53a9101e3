import type { RoomState } from '../../client/room-state.js';
import type { TileStrings } from '../../i18n/strings.js';
import type { Corner, LayoutMode, SelfViewMode, StageView, TileView } from '../../parts/views.js';
import { SELF, tilesOf, type Tiles, type TileUi } from './tiles.js';

/** What is shown how, as far as the room does not know it. */
export interface StageUi extends TileUi {
  readonly layout: LayoutMode;
  readonly selfView: SelfViewMode;
  readonly corner: Corner;
  /** Id of the peer who spoke last, as `lastSpeaker()` tells it; null: nobody but oneself has. */
  readonly lastSpeaker: string | null;
}

/** Which tile is asked for by its peer's id, '' for oneself, and by source; a label serves as well. */
export interface TileWish {
  readonly peer: string;
  readonly source: string;
}

/** What is seen of a state: what is featured, then the one who looks, then the others as they came. */
export function stageView(state: RoomState, ui: StageUi, strings: TileStrings): StageView {
  const tiles = tilesOf(state, ui, strings);
  const inOrder = [...tiles.screens, tiles.self, ...tiles.own, ...tiles.others];
  const speaker = state.peers.some(({ id }) => id === ui.lastSpeaker) ? ui.lastSpeaker : null;
  const featured =
    inOrder.find(({ key }) => key === ui.pinned) ??
    // Of oneself one needs no larger picture: that one is in the spotlight, one's tile says.
    tiles.others.find(({ key }) => key === state.rules.spotlight) ??
    tiles.screens[0] ??
    (ui.layout === 'spotlight' ? (tiles.others.find(({ key }) => key === speaker) ?? tiles.others[0]) : undefined);
  const place = featured === tiles.self ? 'grid' : selfPlace(tiles, ui, featured?.whole ?? false);
  const shown = inOrder.filter((tile) => tile !== featured && (tile !== tiles.self || place === 'grid'));
  return {
    tiles: featured ? [featured, ...shown] : shown,
    featured: featured !== undefined,
    floating: place === 'float' ? tiles.self : null,
    corner: ui.corner,
    speaker,
    dimmed: state.status === 'reconnecting',
  };
}

/** One tile by itself, as a page places it by hand; null: there is none such now. */
export function tileView(
  state: RoomState,
  ui: TileUi,
  strings: TileStrings,
  { peer, source }: TileWish,
): TileView | null {
  const { self, own, screens, others } = tilesOf(state, ui, strings);
  const all = [self, ...own, ...screens, ...others];
  const peerId = peer === '' || peer === state.self.id ? null : peer;
  const theirs = all.filter((tile) => tile.peerId === peerId);
  const label = peerId === null ? `${SELF}:${source}` : `${peerId}:${source}`;
  return theirs.find((tile) => tile.source === source) ?? theirs.find(({ key }) => key === label) ?? null;
}

/** Who is to stay in sight: who speaks, and in silence who did last; never oneself. */
export function lastSpeaker(before: string | null, { activeSpeaker, self }: RoomState): string | null {
  return activeSpeaker && activeSpeaker.peerId !== self.id ? activeSpeaker.peerId : before;
}

/** Alone, one is not laid over nothing, and unasked nothing is laid over what is to be read. */
function selfPlace({ own, screens, others }: Tiles, { selfView, layout }: StageUi, readable: boolean): SelfViewMode {
  const count = own.length + screens.length + others.length;
  if (count === 0) return selfView === 'hidden' ? 'hidden' : 'grid';
  if (selfView !== 'auto') return selfView;
  return !readable && (count === 1 || layout === 'spotlight') ? 'float' : 'grid';
}
