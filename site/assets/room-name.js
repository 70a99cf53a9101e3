const ADJECTIVES = 'amber brave bright calm clever gentle golden happy kind lively merry quiet silver sunny swift warm';
const NOUNS =
  'badger beacon brook cedar falcon forest garden harbor heron island lantern maple meadow otter river willow';

/** A room that nobody else is in, by a name that can be said on the phone. */
export function newRoomName() {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint32Array(3));
  return [pick(ADJECTIVES, a), pick(NOUNS, b), 100 + (c % 900)].join('-');
}

/**
 * @param {string} words
 * @param {number} number
 */
function pick(words, number) {
  const list = words.split(' ');
  return list[number % list.length];
}
