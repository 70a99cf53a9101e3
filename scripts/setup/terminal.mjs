// @ts-check

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const titleWidth = 18;

/** Without a terminal to rewrite, progress is told this often (share of the whole). */
const sparse = 0.2;

/**
 * @param {number} ms
 * @returns {string} "0.4 s", "12 s", "2 min 05 s"
 */
export function duration(ms) {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;

  const seconds = Math.round(ms / 1000);

  if (seconds < 60) return `${seconds} s`;

  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Writes the steps of set-up: one line each, rewritten in place on a terminal. */
export class Terminal {
  #stream;
  #colours;
  /** @type {Step | undefined} The latest, finished or not. */
  #step;

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream = process.stdout, env = process.env) {
    this.#stream = stream;
    this.live = Boolean(stream.isTTY) && env.TERM !== 'dumb';
    this.#colours = this.live && !env.NO_COLOR;
  }

  get columns() {
    return this.#stream.columns || 80;
  }

  /** @param {string} text */
  write(text) {
    this.#stream.write(text);
  }

  /** @param {string} text */
  line(text = '') {
    this.write(`${text}\n`);
  }

  /**
   * @param {'bold' | 'dim' | 'green' | 'red'} style
   * @param {string} text
   */
  paint(style, text) {
    const code = { bold: 1, dim: 2, green: 32, red: 31 }[style];

    return this.#colours ? `\x1b[${code}m${text}\x1b[0m` : text;
  }

  /** @param {string} title */
  heading(title) {
    const rule = '─'.repeat(Math.max(3, Math.min(72, this.columns) - title.length - 4));

    this.line(`\n${this.paint('bold', `── ${title}`)} ${this.paint('dim', rule)}`);
  }

  /**
   * @param {boolean} ok
   * @param {string} title
   * @param {string} detail
   */
  result(ok, title, detail) {
    const mark = ok ? this.paint('green', '✓') : this.paint('red', '✗');

    this.line(`${mark} ${title.padEnd(titleWidth)} ${detail}`);
  }

  /** @param {import('./stop.mjs').Stop} stop */
  stop({ message, next, output, log }) {
    this.#step?.fail();
    this.line();
    // Where in a tool's own code it gave up is for its log.
    output
      .filter((line) => !/^(\s+at |\s*$)/.test(line))
      .forEach((line) => this.line(this.paint('dim', `  │ ${line}`)));
    if (log) this.line(this.paint('dim', `  └ all of it: ${log}`));
    this.line(`${this.paint('red', 'Stopped:')} ${message}`);
    if (next) this.line(`Next:    ${this.paint('bold', next)}`);
  }

  /** @param {string} title */
  step(title) {
    this.#step = new Step(this, title);

    return this.#step;
  }
}

export class Step {
  #terminal;
  #title;
  #started = Date.now();
  #open = true;
  #detail = '';
  /** The total last reported on, and the share of it already told. */
  #told = { total: 0, share: 0 };
  #frame = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #ticker;

  /**
   * @param {Terminal} terminal
   * @param {string} title
   */
  constructor(terminal, title) {
    this.#terminal = terminal;
    this.#title = title;
  }

  get elapsed() {
    return duration(Date.now() - this.#started);
  }

  /** @param {string} detail What is being done now. */
  say(detail) {
    if (detail === this.#detail) return;

    this.#detail = detail;

    if (this.#terminal.live) {
      this.#ticker ??= setInterval(() => this.#draw(), 120);
      this.#draw();
    } else {
      this.#terminal.line(`· ${this.#title.padEnd(titleWidth)} ${detail}`);
    }
  }

  /**
   * @param {string} detail
   * @param {number} done
   * @param {number} total
   */
  progress(detail, done, total) {
    if (this.#terminal.live) {
      this.say(`${detail} [${done}/${total}]`);

      return;
    }

    if (total !== this.#told.total) this.#told = { total, share: 0 };

    if (done / total >= this.#told.share + sparse) {
      this.#told.share = done / total;
      this.say(`${detail} [${done}/${total}], ${this.elapsed}`);
    }
  }

  /** @param {string} detail */
  done(detail) {
    this.#end();
    this.#terminal.result(true, this.#title, detail);
  }

  /** Does nothing to a step that is done. */
  fail() {
    const elapsed = this.elapsed;

    if (!this.#open) return;

    this.#end();
    this.#terminal.result(false, this.#title, `${this.#detail || 'failed'} (${elapsed})`);
  }

  #draw() {
    const frame = frames[this.#frame++ % frames.length];
    const text = `${frame} ${this.#title.padEnd(titleWidth)} ${this.#detail}  ${this.elapsed}`;

    this.#terminal.write(`\r\x1b[K${text.slice(0, this.#terminal.columns - 1)}`);
  }

  #end() {
    this.#open = false;

    if (this.#ticker) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
      this.#terminal.write('\r\x1b[K');
    }
  }
}
