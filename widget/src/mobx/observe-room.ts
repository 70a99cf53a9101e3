import { action, observable } from 'mobx';
import type { RoomClient } from '../client/room-client.js';
import type { PeerState, RemoteTrack, RoomState } from '../client/room-state.js';
import { ObservableList } from './observable-list.js';

/** As much of a RoomClient as is observed. */
export type RoomSource = Pick<RoomClient, 'state' | 'subscribe'>;

/**
 * The state of a RoomClient as MobX observables. `peers`, `tracks` and `self`
 * are observable field by field, and each of their items stays the same object
 * as long as it is in the room: who observes one peer does not run when
 * another changes. All else is by reference, as are tracks and streams.
 */
export interface ObservableRoom extends RoomState {
  /** Ends the updates; what was observed last stays. */
  readonly dispose: () => void;
}

/** Observes a client until `dispose()`. Each change of its state is one action. */
export function observeRoom(client: RoomSource): ObservableRoom {
  const peers = new ObservableList<PeerState>();
  const tracks = new ObservableList<RemoteTrack>();
  const self = observable.object({ ...client.state.self }, undefined, { deep: false });
  const update = action('sfu-room', () => {
    const { self: nextSelf, peers: nextPeers, tracks: nextTracks, ...rest } = client.state;
    peers.update(nextPeers);
    tracks.update(nextTracks);
    Object.assign(self, nextSelf);
    Object.assign(room, rest);
  });
  const room = observable.object<ObservableRoom>(
    { ...client.state, self, peers: peers.items, tracks: tracks.items, dispose: client.subscribe(update) },
    { dispose: false },
    { deep: false },
  );
  update();
  return room;
}
