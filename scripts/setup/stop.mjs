// @ts-check

/** Set-up cannot go on: one sentence for a person, and the command that helps. */
export class Stop extends Error {
  /**
   * @param {string} message One clear sentence.
   * @param {object} [more]
   * @param {string} [more.next]     The exact command to run next.
   * @param {string[]} [more.output] The last lines of the command that failed.
   * @param {string} [more.log]      Where the whole output is.
   * @param {number} [more.exitCode]
   */
  constructor(message, { next, output = [], log, exitCode = 1 } = {}) {
    super(message);
    this.name = 'Stop';
    this.next = next;
    this.output = output;
    this.log = log;
    this.exitCode = exitCode;
  }
}
