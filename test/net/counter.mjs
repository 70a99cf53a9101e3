/**
 * What has passed in one direction.
 *
 * @typedef {{ packets: number, bytes: number }} Passed
 */

/** What has passed both ways: `up` goes to the server. Of TCP a packet is what was read at once. */
export class Counter {
  /** @type {Passed} */
  up = { packets: 0, bytes: 0 };
  /** @type {Passed} */
  down = { packets: 0, bytes: 0 };

  /**
   * @param {'up' | 'down'} direction
   * @param {number} bytes
   */
  count(direction, bytes) {
    const passed = this[direction];
    passed.packets += 1;
    passed.bytes += bytes;
  }
}
