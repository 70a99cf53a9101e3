/** More than these nobody scrolls through. */
const MOST = 200;

/** The events of a room as a list, the newest first, each with its detail to be unfolded. */
export class EventLog {
  #list;
  #filter = '';

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   * @param {string} [kind] of what is no event
   */
  add(name, detail, kind = 'event') {
    const entry = document.createElement('li');
    const folded = document.createElement('details');
    const head = document.createElement('summary');
    const code = document.createElement('code');
    const short = document.createElement('span');
    const time = document.createElement('time');
    const whole = document.createElement('pre');
    entry.dataset.name = name;
    entry.dataset.kind = kind;
    code.textContent = name;
    time.textContent = new Date().toLocaleTimeString(undefined, { hour12: false });
    short.textContent = oneLine(detail);
    whole.textContent = pretty(detail);
    head.append(time, ' ', code, ' ', short);
    folded.append(head, whole);
    entry.append(folded);
    entry.hidden = this.#isHidden(name);
    this.#list.prepend(entry);
    while (this.#list.children.length > MOST) this.#list.lastElementChild?.remove();
  }

  /** @param {string} name of the only event that is shown; '' for all */
  show(name) {
    this.#filter = name;
    for (const entry of this.#list.children) {
      if (entry instanceof HTMLElement) entry.hidden = this.#isHidden(entry.dataset.name ?? '');
    }
  }

  clear() {
    this.#list.replaceChildren();
  }

  /** @param {string} name */
  #isHidden(name) {
    return this.#filter !== '' && name !== this.#filter;
  }
}

/** @param {unknown} detail */
function pretty(detail) {
  return JSON.stringify(detail, shorten, 2) ?? String(detail);
}

/** @param {unknown} detail */
function oneLine(detail) {
  const text = JSON.stringify(detail, shorten) ?? String(detail);
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}

/**
 * A track, a peer or an error in one line, for JSON.
 *
 * @param {string} key
 * @param {unknown} value
 * @returns {unknown}
 */
function shorten(key, value) {
  if (value instanceof MediaStreamTrack) return `MediaStreamTrack(${value.kind}, ${value.readyState})`;
  if (value instanceof MediaStream) return `MediaStream(${value.getTracks().length} track)`;
  if (value instanceof Error) {
    return { code: 'code' in value ? value.code : value.name, message: value.message };
  }
  if (typeof value === 'function') return `${value.name || key}()`;
  if (key === 'peer' && typeof value === 'object' && value !== null && 'id' in value && 'name' in value) {
    return `Peer(${String(value.name) || 'no name'}, ${String(value.id).slice(0, 8)}…)`;
  }
  return value;
}
