import { offerToCopy } from './copy.js';
import { guestsLeft, inviteGuest } from './guests.js';
import { byId, say, widgetUrl } from './page.js';
import { newRoomName } from './room-name.js';

/** @import { SfuRoom } from 'sfu-room' */

const room = /** @type {SfuRoom} */ (byId('room', HTMLElement));
const name = roomOfAddress();

room.setAttribute('room', name);
for (const place of document.querySelectorAll('[data-room-name]')) place.textContent = name;
// What stands there to be copied works here.
for (const value of document.querySelectorAll('#intro .hljs-string')) {
  if (value.textContent.endsWith('/sfu-room.js"')) value.textContent = `"${widgetUrl}"`;
  else if (value.textContent === '"standup"') value.textContent = `"${name.replaceAll('"', '&quot;')}"`;
}
if (document.documentElement.dataset.view === 'invited') {
  document.title = `${name} · sfu-room`;
  // What is seen first is also reached first by keyboard.
  byId('intro', HTMLElement).before(byId('stage', HTMLElement));
}
offerToCopy();

const guest = byId('guest', HTMLButtonElement);
guest.addEventListener('click', async () => {
  guest.disabled = true;
  try {
    await inviteGuest(room);
    say('A guest came in.');
    guest.disabled = guestsLeft() === 0;
  } catch {
    guest.disabled = false;
    say('The guest could not come in: the server is not reached.');
  }
});

const hue = byId('hue', HTMLInputElement);
hue.addEventListener('input', () => document.documentElement.style.setProperty('--sfu-hue', hue.value));

/** The room of the address; a new one is written into it, so that the address is the invitation. */
function roomOfAddress() {
  const url = new URL(location.href);
  const given = url.searchParams.get('room');
  if (given) return given;
  const fresh = newRoomName();
  url.searchParams.set('room', fresh);
  history.replaceState(null, '', url);
  return fresh;
}
