import { offerToCopy } from './copy.js';
import { byId } from './page.js';
import { newRoomName } from './room-name.js';

// Before the widget is there: readers do not meet each other in the rooms of the examples.
/** @type {Map<string, string>} */
const names = new Map();
for (const room of document.querySelectorAll('main sfu-room')) {
  const written = room.getAttribute('room') ?? '';
  const own = names.get(written) ?? newRoomName();
  names.set(written, own);
  room.setAttribute('room', own);
}

offerToCopy();

const contents = byId('contents', HTMLDetailsElement);
const wide = matchMedia('(width >= 900px)');
const unfold = () => {
  contents.open = wide.matches;
};
wide.addEventListener('change', unfold);
unfold();
