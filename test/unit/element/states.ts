import {
  INITIAL_STATE,
  type PeerState,
  type RemoteTrack,
  type RoomState,
} from '../../../widget/src/client/room-state.js';

/** A joined room, but for what is given. */
export function stateWith(given: Partial<RoomState> = {}): RoomState {
  return { ...INITIAL_STATE, status: 'joined', room: 'standup', ...given };
}

export function peer(id: string, given: Partial<PeerState> = {}): PeerState {
  return {
    id,
    name: id,
    identity: null,
    role: '',
    moderator: false,
    connection: 'connected',
    hand: null,
    quality: null,
    publications: [],
    subscribed: true,
    paused: false,
    ...given,
  };
}

/** A remote track without media, which is enough for what is only handed on. */
export function remote(peerId: string, label: string, given: Partial<RemoteTrack> = {}): RemoteTrack {
  const track = {} as MediaStreamTrack;
  const stream = { peerId, label } as unknown as MediaStream;
  const source = label === 'camera' || label === 'screen' ? label : 'custom';
  return { id: `${peerId}:${label}`, peerId, label, source, kind: 'video', track, stream, pausedBy: [], ...given };
}
