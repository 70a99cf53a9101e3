import type { PeerState, RemoteTrack, RoomClient, RoomError, SfuRoom, SfuRoomEventMap } from 'sfu-room';

/** Never run: it compiles, and that is the test. */
export async function element(track: MediaStreamTrack): Promise<void> {
  const room = document.createElement('sfu-room');
  room satisfies SfuRoom;
  room.client satisfies RoomClient;

  room.room = 'standup';
  room.audio = 'off';
  room.subscribeMode = 'manual';
  room.subscribe = 'manual';
  // @ts-expect-error -- one of on, off, none
  room.audio = true;
  // @ts-expect-error -- one of auto, manual
  room.subscribe = 'none';
  // @ts-expect-error -- the client belongs to the element
  room.client = undefined;

  await room.join();
  await room.publish(track, { label: 'slides', source: 'custom', broadcast: true, contentHint: 'detail' });
  // @ts-expect-error -- a track has a label
  await room.publish(track, {});
  await room.pause();
  await room.pause('peer');
  await room.subscribe('peer');
  await room.unsubscribe('peer');
  // @ts-expect-error -- a switch is on or off
  await room.setAudio('on');

  for (const remote of room.client.state.tracks) remote satisfies RemoteTrack;
  // @ts-expect-error -- the state is never changed, only replaced
  room.client.state.status = 'joined';
}

export function events(room: SfuRoom): void {
  room.addEventListener('track', (event) => {
    event.detail.track satisfies MediaStreamTrack;
    event.detail.stream satisfies MediaStream;
    event.detail.peer satisfies PeerState;
    event.detail.source satisfies 'camera' | 'microphone' | 'screen' | 'screenaudio' | 'custom';
    // @ts-expect-error -- there is no such thing
    event.detail.tracks satisfies unknown;
  });
  room.addEventListener('error', (event) => {
    event.detail.error satisfies RoomError;
    // @ts-expect-error -- no such code
    event.detail.error.code satisfies 'no-such-code';
  });
  room.addEventListener('left', ({ detail }) => {
    detail.reason satisfies 'left' | 'removed' | 'ended' | 'replaced' | 'expired' | 'failed';
  });
  room.addEventListener('statuschange', function ({ detail }) {
    this satisfies SfuRoom;
    detail.previous satisfies typeof detail.status;
  });
  room.addEventListener('autoplayblocked', ({ detail }) => {
    void (detail.unlock() satisfies Promise<void>);
  });
  room.addEventListener('click', (event) => {
    event satisfies MouseEvent;
  });
  room.addEventListener('somebody-elses', (event) => {
    event satisfies Event;
  });
  // @ts-expect-error -- the detail of `message` holds a text
  room.addEventListener('message', (event: CustomEvent<{ text: number }>) => event);

  const listener = (event: SfuRoomEventMap['peerjoined']): void => {
    event.detail.peer.name satisfies string;
  };
  room.addEventListener('peerjoined', listener, { once: true });
  room.removeEventListener('peerjoined', listener);
  document.querySelector('sfu-room')?.addEventListener('joined', ({ detail }) => {
    detail.peerId satisfies string;
  });
}
