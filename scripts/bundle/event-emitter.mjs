import { Emitter } from '@socket.io/component-emitter';

/** Its types are made for sockets. */
const Base = /** @type {new () => any} */ (/** @type {unknown} */ (Emitter));

/**
 * Node's EventEmitter as far as mediasoup-client uses it, on socket.io's emitter, which the bundle has anyway. Listeners
 * cannot be put first, and an `error` that nobody hears does not throw.
 */
export class EventEmitter extends Base {
  setMaxListeners() {
    return this;
  }

  /**
   * @param {string} name
   * @returns {number}
   */
  listenerCount(name) {
    return this.listeners(name).length;
  }

  /**
   * @param {string} name
   * @param {unknown[]} args
   * @returns {boolean} whether anybody listened
   */
  emit(name, ...args) {
    const heard = this.hasListeners(name);
    super.emit(name, ...args);
    return heard;
  }

  /** @param {string} [name] without it, of all events */
  removeAllListeners(name) {
    return name === undefined ? super.off() : super.off(name);
  }
}
