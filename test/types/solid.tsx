/** @jsxImportSource solid-js */
import 'sfu-room/solid';

/** What Solid has beside the JSX of all. Never run: it compiles, and that is the test. */
export const right = [
  <sfu-room
    room="standup"
    on:track={({ detail }) => {
      detail.track satisfies MediaStreamTrack;
      detail.peer.name satisfies string;
    }}
    on:error={({ detail }) => {
      detail.error.code satisfies string;
    }}
    on:peerjoined={(event) => {
      event satisfies CustomEvent;
    }}
  />,
  <sfu-toggle for="room" device="camera" on:sfu-device={({ detail }) => detail.on satisfies boolean} />,
];

export const wrong = [
  // @ts-expect-error -- there is no such event
  <sfu-room on:peerjoin={() => undefined} />,
  // @ts-expect-error -- the detail holds one track
  <sfu-room on:track={({ detail }) => detail.tracks} />,
];
