import { drawnTrack } from './drawn-track.js';

/** @import { SfuRoom } from 'sfu-room' */

/** They are peers like any other: each an element of its own without a UI, which publishes a drawn picture. */
const GUESTS = [
  { name: 'Mira', hue: 40 },
  { name: 'Jonas', hue: 150 },
  { name: 'Yuna', hue: 290 },
];

/** @type {SfuRoom[]} */
const present = [];

/**
 * Lets one more guest into a room.
 *
 * @param {SfuRoom} room the guest goes where this element is, also when that changes
 * @returns {Promise<boolean>} false: all are there already
 */
export async function inviteGuest(room) {
  const guest = GUESTS[present.length];
  if (!guest) return false;
  const element = document.createElement('sfu-room');
  Object.assign(element, { ui: 'none', audio: 'none', video: 'none', name: guest.name });
  Object.assign(element, { server: room.server, room: room.room });
  present.push(element);
  document.body.append(element);
  const track = drawnTrack(guest.name.charAt(0), guest.hue);
  try {
    await element.publish(track, { label: 'camera', source: 'camera' });
    await element.join();
  } catch (error) {
    track.stop();
    element.remove();
    present.splice(present.indexOf(element), 1);
    throw error;
  }
  return true;
}

/** How many more could come. */
export function guestsLeft() {
  return GUESTS.length - present.length;
}
