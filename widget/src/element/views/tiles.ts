import type { LocalTrack, PeerState, RemoteTrack, RoomState } from '../../client/room-state.js';
import type { TileStrings } from '../../i18n/strings.js';
import type { TileView } from '../../parts/views.js';
import { streamOf } from '../stream-of.js';
import { hueOf } from './hue.js';

/** Key of the tile of one's own camera. */
export const SELF = 'self';

/** What is shown how, as far as it changes tiles. */
export interface TileUi {
  /** Key of a tile. */
  readonly pinned: string | null;
  /** By peer id; one's own under `self`. */
  readonly reactions: ReadonlyMap<string, NonNullable<TileView['reaction']>>;
}

/** Every tile that there is, without any order between the kinds. */
export interface Tiles {
  /** One's own camera. */
  readonly self: TileView;
  /** What else one publishes. */
  readonly own: readonly TileView[];
  /** The screens of others. */
  readonly screens: readonly TileView[];
  /** Their cameras and what else they publish, peer by peer, as they came. */
  readonly others: readonly TileView[];
}

export function tilesOf(state: RoomState, ui: TileUi, strings: TileStrings): Tiles {
  const maker = new TileMaker(state, ui, strings);
  const screens: TileView[] = [];
  const others: TileView[] = [];
  for (const peer of state.peers) {
    const tracks = state.tracks.filter((track) => track.peerId === peer.id && track.kind === 'video');
    others.push(maker.peer(peer, tracks.find(({ source }) => source === 'camera') ?? null));
    for (const track of tracks) {
      if (track.source === 'screen') screens.push(maker.extra(peer, track));
      else if (track.source !== 'camera') others.push(maker.extra(peer, track));
    }
  }
  const own = state.self.tracks.filter(({ kind, source }) => kind === 'video' && source !== 'camera');
  return { self: maker.self(), own: own.map((track) => maker.own(track)), screens, others };
}

type Draft = Pick<TileView, 'key' | 'peerId' | 'source' | 'name' | 'stream'> &
  Partial<TileView> & { notes?: readonly (string | false)[] };

class TileMaker {
  constructor(
    private readonly state: RoomState,
    private readonly ui: TileUi,
    private readonly strings: TileStrings,
  ) {}

  self(): TileView {
    const { strings, ui } = this;
    const { self, activeSpeaker, rules } = this.state;
    const camera = self.tracks.find(({ kind, source }) => kind === 'video' && source === 'camera');
    return this.#tile({
      key: SELF,
      peerId: null,
      source: 'camera',
      name: self.name || strings.you,
      notes: [self.name !== '' && strings.you],
      stream: camera?.track && !camera.paused ? streamOf(camera.track) : null,
      mirrored: true,
      muted: self.microphone !== 'on',
      hand: self.hand !== null,
      quality: self.quality,
      speaking: activeSpeaker !== null && activeSpeaker.peerId === self.id,
      spotlit: self.id !== null && rules.spotlight === self.id,
      reaction: ui.reactions.get(SELF) ?? null,
    });
  }

  own({ label, track, source }: LocalTrack): TileView {
    return this.#tile({
      key: `${SELF}:${label}`,
      peerId: null,
      source,
      name: source === 'screen' ? this.strings.yourScreen : label,
      stream: track && streamOf(track),
      whole: true,
    });
  }

  peer(peer: PeerState, camera: RemoteTrack | null): TileView {
    const { state, strings, ui } = this;
    return this.#tile({
      key: peer.id,
      peerId: peer.id,
      source: 'camera',
      name: peer.name || strings.guest,
      stream: live(camera),
      track: camera?.id ?? null,
      muted: !peer.publications.some(({ source, paused }) => source === 'microphone' && !paused),
      paused: state.paused || isHeldHere(camera),
      away: peer.connection === 'reconnecting',
      hand: peer.hand !== null,
      quality: peer.quality,
      speaking: state.activeSpeaker?.peerId === peer.id,
      spotlit: state.rules.spotlight === peer.id,
      reaction: ui.reactions.get(peer.id) ?? null,
    });
  }

  extra(peer: PeerState, track: RemoteTrack): TileView {
    const { strings } = this;
    return this.#tile({
      key: track.id,
      peerId: peer.id,
      source: track.source,
      name: track.source === 'screen' ? strings.screenOf(peer.name || strings.guest) : track.label,
      stream: live(track),
      track: track.id,
      whole: true,
      paused: this.state.paused || isHeldHere(track),
      away: peer.connection === 'reconnecting',
    });
  }

  #tile({ notes = [], ...given }: Draft): TileView {
    const { strings, state } = this;
    const tile = {
      track: null,
      whole: false,
      mirrored: false,
      muted: false,
      speaking: false,
      away: false,
      paused: false,
      hand: false,
      pinned: this.ui.pinned === given.key,
      spotlit: false,
      quality: null,
      reaction: null,
      hue: hueOf(given.peerId ?? state.self.id ?? ''),
      ...given,
    };
    const states = [
      tile.speaking && strings.stage.speaking,
      tile.hand && strings.stage.handRaised,
      tile.muted && strings.muted,
      tile.paused && strings.paused,
      tile.away && strings.away,
      tile.quality === 'poor' && strings.stage.poorConnection,
      tile.pinned && strings.stage.pinned,
      tile.spotlit && strings.stage.spotlit,
    ];
    return { ...tile, description: [tile.name, ...notes, ...states].filter(Boolean).join(', ') };
  }
}

function live(track: RemoteTrack | null): MediaStream | null {
  return track?.pausedBy.length === 0 ? track.stream : null;
}

/** Paused by choice of this client or of the server, which a tile says; a camera that its owner turned off goes without saying. */
function isHeldHere(track: RemoteTrack | null): boolean {
  return track?.pausedBy.some((by) => by !== 'publisher') ?? false;
}
