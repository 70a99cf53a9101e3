import type { PeerState, RemoteTrack, RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { StageView, TileView } from '../parts/views.js';
import { streamOf } from './stream-of.js';

/** What is seen of a state: the one who looks first, then the others as they came; a shared screen before all. */
export function stageView(state: RoomState, strings: Strings): StageView {
  const screens: TileView[] = [];
  const tiles = selfTiles(state, strings);
  for (const peer of state.peers) {
    const tracks = state.tracks.filter((track) => track.peerId === peer.id && track.kind === 'video');
    tiles.push(peerTile(state, peer, tracks.find((track) => track.source === 'camera') ?? null, strings));
    for (const track of tracks) {
      if (track.source === 'screen') screens.push(screenTile(peer, track, strings));
      else if (track.source !== 'camera') tiles.push(extraTile(peer, track, strings));
    }
  }
  return { tiles: [...screens, ...tiles], featured: screens.length > 0, dimmed: state.status === 'reconnecting' };
}

function selfTiles({ self, activeSpeaker }: RoomState, strings: Strings): TileView[] {
  const hue = hueOf(self.id ?? '');
  const muted = self.microphone !== 'on';
  const camera = self.tracks.find(({ kind, source }) => kind === 'video' && source === 'camera');
  const others = self.tracks.filter(({ kind, source }) => kind === 'video' && source !== 'camera');
  return [
    tile({
      key: 'self',
      name: self.name || strings.you,
      notes: [self.name !== '' && strings.you, muted && strings.muted],
      stream: camera?.track && !camera.paused ? streamOf(camera.track) : null,
      mirrored: true,
      muted,
      speaking: activeSpeaker !== null && activeSpeaker.peerId === self.id,
      hue,
    }),
    ...others.map(({ label, track, source }) =>
      tile({
        key: `self:${label}`,
        name: source === 'screen' ? strings.yourScreen : label,
        stream: track && streamOf(track),
        whole: true,
        hue,
      }),
    ),
  ];
}

function peerTile(state: RoomState, peer: PeerState, camera: RemoteTrack | null, strings: Strings): TileView {
  const muted = !peer.publications.some(({ source, paused }) => source === 'microphone' && !paused);
  const paused = state.paused || isHeldHere(camera);
  const away = peer.connection === 'reconnecting';
  return tile({
    key: peer.id,
    name: peer.name || strings.guest,
    notes: [muted && strings.muted, paused && strings.paused, away && strings.away],
    stream: live(camera),
    track: camera?.id ?? null,
    muted,
    paused,
    away,
    speaking: state.activeSpeaker?.peerId === peer.id,
    hue: hueOf(peer.id),
  });
}

function screenTile(peer: PeerState, track: RemoteTrack, strings: Strings): TileView {
  return extraTile(peer, track, strings, strings.screenOf(peer.name || strings.guest));
}

function extraTile(peer: PeerState, track: RemoteTrack, strings: Strings, name: string = track.label): TileView {
  const paused = isHeldHere(track);
  const away = peer.connection === 'reconnecting';
  const notes = [paused && strings.paused, away && strings.away];
  const { id } = track;
  return tile({ key: id, name, notes, stream: live(track), track: id, whole: true, paused, away, hue: hueOf(peer.id) });
}

type Draft = Pick<TileView, 'key' | 'name' | 'stream' | 'hue'> &
  Partial<TileView> & { notes?: readonly (string | false)[] };

function tile({ notes = [], ...given }: Draft): TileView {
  return {
    description: [given.name, ...notes.filter(Boolean)].join(', '),
    track: null,
    whole: false,
    mirrored: false,
    muted: false,
    speaking: false,
    away: false,
    paused: false,
    ...given,
  };
}

function live(track: RemoteTrack | null): MediaStream | null {
  return track?.pausedBy.length === 0 ? track.stream : null;
}

/** Paused by choice of this client or of the server, which a tile says; a camera that its owner turned off goes without saying. */
function isHeldHere(track: RemoteTrack | null): boolean {
  return track?.pausedBy.some((by) => by !== 'publisher') ?? false;
}

function hueOf(id: string): number {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hash;
}
