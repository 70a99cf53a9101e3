import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PartAnswers } from '../parts/requests.js';
import type { ControlsView, PanelName, SheetName } from '../parts/views.js';

/** As much of what is shown as the keys act on. */
export interface KeyFacts extends Pick<
  ControlsView,
  'microphone' | 'camera' | 'screen' | 'hand' | 'panel' | 'layout' | 'fullscreen' | 'canFullscreen'
> {
  readonly sheet: SheetName | null;
  /** Off, Escape alone is heard. */
  readonly shortcuts: boolean;
}

/** Every room that hears keys, in all of the page: with several of them, none may take those of the page. */
const rooms = new Set<KeysController>();

const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';

/** What Space and Enter press by themselves. */
const PRESSED =
  'button, a[href], summary, audio, video, [role="button"], [role^="menuitem"], [role="tab"], [role="slider"]';

/**
 * The keys of a room: m, v, s, h, c, p, l, f, ?, Escape, and Space to be heard while it is held. They are heard while
 * the focus is in the room, or nowhere on a page that has this room alone. All but Escape can be turned off.
 */
export class KeysController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #answers: PartAnswers;
  readonly #facts: () => KeyFacts | null;
  #talking = false;
  #listening: AbortController | null = null;
  /** Only while a key is held: whatever ends that, ends the talking. */
  #held: AbortController | null = null;

  /** @param facts null: keys mean nothing now, as outside of a call */
  constructor(host: ReactiveControllerHost & HTMLElement, answers: PartAnswers, facts: () => KeyFacts | null) {
    this.#host = host;
    this.#answers = answers;
    this.#facts = facts;
    host.addController(this);
  }

  /** The microphone is open for as long as Space is held. */
  get talking(): boolean {
    return this.#talking;
  }

  hostConnected(): void {
    rooms.add(this);
    this.#listening = new AbortController();
    this.#host.ownerDocument.addEventListener('keydown', this.#onKeyDown, { signal: this.#listening.signal });
  }

  hostDisconnected(): void {
    rooms.delete(this);
    this.#listening?.abort();
    this.#release();
  }

  hostUpdated(): void {
    // The call may have ended under the finger, or the keys are heard no longer.
    if (this.#talking && !this.#facts()?.shortcuts) this.#release();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // With some systems, a key that is let go together with such a one is never heard of.
    if (this.#talking && (event.metaKey || event.ctrlKey || event.altKey)) this.#release();
    const facts = this.#facts();
    if (!facts || event.defaultPrevented || event.repeat || event.isComposing || !this.#isForUs(event)) return;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (!facts.shortcuts && event.key !== 'Escape') return;
    if (event.code === 'Space') {
      if (!event.shiftKey) this.#press(event, facts);
    } else if (this.#act(keyOf(event), facts)) {
      event.preventDefault();
    }
  };

  #isForUs(event: KeyboardEvent): boolean {
    const [target] = event.composedPath();
    if (!(target instanceof Element) || target.matches(FIELD)) return false;
    if (event.code === 'Space' && target.matches(PRESSED)) return false;
    if (event.composedPath().includes(this.#host)) return true;
    const { body, documentElement } = this.#host.ownerDocument;
    return rooms.size === 1 && (target === body || target === documentElement);
  }

  /** Whether the key means something. */
  #act(key: string, facts: KeyFacts): boolean {
    const answers = this.#answers;
    const toggle = (device: 'microphone' | 'camera' | 'screen'): boolean => {
      const status = facts[device];
      if (status === 'none') return false;
      answers['sfu-device']({ device, on: status === 'off' || status === 'failed' });
      return true;
    };
    const panel = (name: PanelName): void => {
      // Open behind a tile that fills the screen, it is not to be closed: it is not seen.
      const isSeen = facts.panel === name && !this.#host.shadowRoot?.fullscreenElement;
      answers['sfu-panel']({ panel: isSeen ? null : name });
    };
    switch (key) {
      case 'm':
        return toggle('microphone');
      case 'v':
        return toggle('camera');
      case 's':
        return toggle('screen');
      case 'h':
        answers['sfu-hand']({ up: !facts.hand });
        return true;
      case 'c':
        panel('chat');
        return true;
      case 'p':
        panel('people');
        return true;
      case 'l':
        answers['sfu-layout']({ layout: facts.layout === 'grid' ? 'spotlight' : 'grid' });
        return true;
      case 'f':
        if (facts.canFullscreen) answers['sfu-fullscreen']({ on: !facts.fullscreen });
        return facts.canFullscreen;
      case '?':
        answers['sfu-sheet']({ sheet: facts.sheet === 'shortcuts' ? null : 'shortcuts' });
        return true;
      case 'escape':
        if (facts.sheet) answers['sfu-sheet']({ sheet: null });
        else if (facts.panel) answers['sfu-panel']({ panel: null });
        else return false;
        return true;
      default:
        return false;
    }
  }

  #press(event: KeyboardEvent, { microphone }: KeyFacts): void {
    if (microphone !== 'off') return;
    event.preventDefault();
    this.#talking = true;
    this.#held = new AbortController();
    const { signal } = this.#held;
    const { ownerDocument } = this.#host;
    const release = (): void => this.#release();
    const view = ownerDocument.defaultView;
    // Captured: whatever else on the page listens to keys must not keep the microphone open.
    const options = { capture: true, signal };
    const hold = (key: KeyboardEvent): void => {
      if (key.code !== 'Space') return;
      // Held, it repeats itself: that would scroll the page, and press what has opened and got the focus meanwhile.
      key.preventDefault();
      if (key.type === 'keyup') release();
    };
    view?.addEventListener('keydown', hold, options);
    view?.addEventListener('keyup', hold, options);
    view?.addEventListener('blur', (lost) => lost.target === view && release(), options);
    view?.addEventListener('pagehide', release, options);
    ownerDocument.addEventListener('visibilitychange', release, options);
    this.#answers['sfu-device']({ device: 'microphone', on: true });
    this.#host.requestUpdate();
  }

  #release(): void {
    if (!this.#talking) return;
    this.#talking = false;
    this.#held?.abort();
    this.#answers['sfu-device']({ device: 'microphone', on: false });
    this.#host.requestUpdate();
  }
}

/** The letter in the place of a Latin one where the keyboard is of another script, and the sign itself where it is a sign. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  // Arabic has a question mark of its own.
  if (key === '?' || key === '؟') return '?';
  if (shiftKey) return '';
  const isLatin = /^[a-z]$/i.test(key);
  return isLatin || !code.startsWith('Key') ? key.toLowerCase() : code.slice('Key'.length).toLowerCase();
}
