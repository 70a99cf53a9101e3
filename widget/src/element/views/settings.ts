import type { RoomState } from '../../client/room-state.js';
import type { RoomStats, TrackStats } from '../../client/stats.js';
import type { Strings } from '../../i18n/strings.js';
import type { LayoutMode, NumbersView, SelfViewMode, SettingsView, TrackNumbers } from '../../parts/views.js';
import type { Source } from '../../protocol/snapshot.js';
import { streamOf } from '../stream-of.js';

/** What is shown how, as far as it can be set. */
export interface SettingsUi {
  readonly layout: LayoutMode;
  readonly selfView: SelfViewMode;
}

export interface SettingsFacts {
  readonly name: string;
  /** Null until the call was measured. */
  readonly stats: RoomStats | null;
  /** The page lets single keys be heard. */
  readonly shortcutsAllowed: boolean;
  /** They are. */
  readonly shortcutsOn: boolean;
}

/** What the settings show of a state. */
export function settingsView(
  state: RoomState,
  { layout, selfView }: SettingsUi,
  { name, stats, shortcutsAllowed, shortcutsOn }: SettingsFacts,
  strings: Strings,
): SettingsView {
  const own = (source: Source): MediaStreamTrack | null =>
    state.self.tracks.find((track) => track.source === source && !track.paused)?.track ?? null;
  const picture = own('camera');
  return {
    name: state.self.name || name,
    devices: state.devices,
    preview: picture && streamOf(picture),
    voice: own('microphone'),
    selfView,
    layout,
    shortcuts: shortcutsAllowed ? shortcutsOn : null,
    numbers: stats && numbersView(state, stats, strings),
  };
}

/** Each track's numbers with its name: one's own first, then the others in the order of their peers. */
function numbersView(
  state: RoomState,
  { roundTrip, sending, receiving, tracks }: RoomStats,
  strings: Strings,
): NumbersView {
  const order = new Map(state.tracks.map(({ id }, index) => [id, index]));
  const rank = ({ direction, id }: TrackStats): number => (direction === 'send' ? -1 : (order.get(id) ?? order.size));
  const inOrder = [...tracks].sort((a, b) => rank(a) - rank(b));
  return { roundTrip, sending, receiving, tracks: inOrder.map((track) => trackNumbers(track, state, strings)) };
}

function trackNumbers(stats: TrackStats, state: RoomState, strings: Strings): TrackNumbers {
  const { direction, kind, bitrate, loss, codec, width, height, frameRate } = stats;
  const name = nameOf(stats, state, strings);
  return { name, direction, kind, bitrate, loss, codec: codec ?? '', width, height, frameRate };
}

function nameOf({ direction, id }: TrackStats, { self, peers, tracks }: RoomState, strings: Strings): string {
  const { settings, guest, you } = strings;
  if (direction === 'send') {
    const track = self.tracks.find(({ label }) => label === id);
    return settings.trackOf(isolated(you), whatOf(track?.source ?? 'custom', id, strings));
  }
  const track = tracks.find((candidate) => candidate.id === id);
  const peer = peers.find((candidate) => candidate.id === track?.peerId);
  return settings.trackOf(
    isolated((peer?.name ?? '') || guest),
    whatOf(track?.source ?? 'custom', track?.label ?? id, strings),
  );
}

function whatOf(source: Source, label: string, { settings }: Strings): string {
  return source === 'custom' ? isolated(label) : settings.sources[source];
}

/** A name in the letters of another direction leaves the order of the words around it alone. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
