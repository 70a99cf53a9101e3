import 'sfu-room/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { heard, onLeft, onStatusChange, onTrack, root, type RoomProps } from './page.js';

const app = createRoot(root());

function Room({ server, room, name, layout, subscribe, paused }: RoomProps): React.ReactElement {
  return (
    <sfu-room
      server={server}
      room={room}
      name={name}
      layout={layout}
      subscribe={subscribe}
      paused={paused}
      autojoin
      ui="tiles"
      ontrack={onTrack}
      onstatuschange={onStatusChange}
      onleft={onLeft}
    >
      <p slot="empty">Nobody yet.</p>
    </sfu-room>
  );
}

globalThis.control = {
  heard,
  show(props) {
    app.render(
      <StrictMode>
        <Room {...props} />
      </StrictMode>,
    );
  },
  hide() {
    app.render(null);
  },
};
