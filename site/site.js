const ADJECTIVES = [
  'amber',
  'brave',
  'bright',
  'calm',
  'clever',
  'gentle',
  'golden',
  'happy',
  'kind',
  'lively',
  'merry',
  'quiet',
  'silver',
  'sunny',
  'swift',
  'warm',
];
const NOUNS = [
  'badger',
  'beacon',
  'brook',
  'cedar',
  'falcon',
  'forest',
  'garden',
  'harbor',
  'heron',
  'island',
  'lantern',
  'maple',
  'meadow',
  'otter',
  'river',
  'willow',
];

const element = (id) => document.getElementById(id);

/** The room of the address; a new one is written into it, so that the address is the invitation. */
function roomOfAddress() {
  const url = new URL(location.href);
  const given = url.searchParams.get('room');
  if (given) return given;
  const room = newRoom();
  url.searchParams.set('room', room);
  history.replaceState(null, '', url);
  return room;
}

function newRoom() {
  const [a, b, c] = crypto.getRandomValues(new Uint32Array(3));
  return [ADJECTIVES[a % ADJECTIVES.length], NOUNS[b % NOUNS.length], 100 + (c % 900)].join('-');
}

/** Copies and says so on the button for a while. */
async function copy(button, text) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Copy it by hand';
  }
  element('said').textContent = button.textContent;
  setTimeout(() => {
    button.textContent = label;
    element('said').textContent = '';
  }, 2500);
}

const room = roomOfAddress();
const snippet = `<script type="module" src="${location.origin}/sfu-room.js"></script>\n<sfu-room room="${attribute(room)}"></sfu-room>`;

function attribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

document.title = `${room} · sfu-room`;
element('room').setAttribute('room', room);
element('room-name').textContent = room;
element('snippet').textContent = snippet;
element('copy-link').addEventListener('click', (event) => copy(event.currentTarget, location.href));
element('copy-snippet').addEventListener('click', (event) => copy(event.currentTarget, snippet));
