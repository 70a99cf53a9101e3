/** Never run: it compiles with the JSX of React, Preact and Solid (`npm run typecheck`), and that is the test. */
export const right = (
  <sfu-room
    room="standup"
    server="https://rooms.example.org"
    autojoin
    audio="off"
    video="none"
    subscribe="manual"
    subscribeMode="auto"
    token={null}
    ui="tiles"
    lang="ar"
    ontrack={({ detail }) => {
      detail.track satisfies MediaStreamTrack;
      detail.peer.name satisfies string;
    }}
    onerror={({ detail }) => {
      detail.error.code satisfies string;
    }}
    onpeerjoined={(event) => {
      event satisfies CustomEvent;
    }}
  >
    <p slot="empty">Nobody yet.</p>
  </sfu-room>
);

export const parts = [
  <sfu-tile for="room" peer="ann" source="screen" />,
  <sfu-toggle for="room" device="camera" onsfu-device={({ detail }) => detail.on satisfies boolean} />,
];

export const wrong = [
  // @ts-expect-error -- one of on, off, none
  <sfu-room audio="loud" />,
  // @ts-expect-error -- there is no such attribute
  <sfu-room rooms="standup" />,
  // @ts-expect-error -- a switch is on or off
  <sfu-room autojoin="yes" />,
  // @ts-expect-error -- the client belongs to the element
  <sfu-room client={undefined} />,
  // @ts-expect-error -- methods are called, not set
  <sfu-room join={() => Promise.resolve()} />,
  // @ts-expect-error -- there is no such event
  <sfu-room onpeerjoin={() => undefined} />,
  // @ts-expect-error -- the detail holds one track
  <sfu-room ontrack={({ detail }) => detail.tracks} />,
  // @ts-expect-error -- one of microphone, camera, screen
  <sfu-toggle device="keyboard" />,
  // @ts-expect-error -- there is no such element
  <sfu-rooms />,
];
