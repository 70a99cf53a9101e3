/** @jsxImportSource preact */
import 'sfu-room/preact';
import { render } from 'preact';
import { heard, onLeft, onStatusChange, onTrack, root } from './page.js';

globalThis.control = {
  heard,
  show(props) {
    render(
      <sfu-room {...props} autojoin ui="tiles" ontrack={onTrack} onstatuschange={onStatusChange} onleft={onLeft}>
        <p slot="empty">Nobody yet.</p>
      </sfu-room>,
      root(),
    );
  },
  hide() {
    render(null, root());
  },
};
