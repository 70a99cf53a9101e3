import type { Capture } from './capture.js';
import { RoomError } from './errors.js';
import type { MediaHost } from './media-host.js';
import { ownTrack } from './own-track.js';
import type { MediaState } from './room-state.js';

/** What the user shares of the screen, with its sound where the browser gives it. */
export class ScreenShare {
  #state: MediaState = 'off';
  #tracks: MediaStreamTrack[] = [];
  /** The question to the user that is open. */
  #asking: Promise<void> | null = null;
  /** Counts `release()`: what was given for an earlier call is given back. */
  #call = 0;

  constructor(
    private readonly capture: Pick<Capture, 'screen'>,
    private readonly host: Pick<MediaHost, 'setTrack' | 'onChange' | 'onError'>,
  ) {}

  get state(): MediaState {
    return this.#state;
  }

  /** @throws RoomError screen-refused, screen-unsupported, insecure-context, left */
  async set(on: boolean): Promise<void> {
    if (!on) this.#stop();
    else if (this.#state !== 'on') {
      // Taken back and wanted again while the question is open: the one answer serves.
      this.#show('starting', []);
      this.#asking ??= this.#start();
      await this.#asking;
    }
  }

  /** Gives it back at the end of a call, and tells nobody. */
  release(): void {
    this.#call += 1;
    this.#asking = null;
    this.#giveBack();
  }

  /** It is not to be sent, or cannot be. */
  drop(source: 'screen' | 'screenaudio'): void {
    if (source === 'screen') this.#giveBack();
    else {
      for (const track of this.#tracks) if (track.kind === 'audio') track.stop();
      this.host.setTrack('screenaudio', null);
    }
  }

  async #start(): Promise<void> {
    const call = this.#call;
    // Whether it is still wanted when the user has answered.
    const isWanted = (): boolean => call === this.#call && this.#state === 'starting';
    try {
      const { screen, screenaudio } = await this.capture.screen();
      const tracks = screenaudio ? [screen, screenaudio] : [screen];
      if (!isWanted()) {
        for (const track of tracks) track.stop();
        if (call !== this.#call) throw new RoomError('left');
        return;
      }
      // The button in the browser's own bar.
      screen.addEventListener('ended', () => {
        if (this.#tracks.includes(screen)) this.#stop();
      });
      this.host.setTrack('screen', ownTrack('screen', screen, false));
      if (screenaudio) this.host.setTrack('screenaudio', ownTrack('screenaudio', screenaudio, false));
      this.#show('on', tracks);
    } catch (error) {
      const failure = RoomError.from(error, 'screen-refused');
      if (call === this.#call) {
        this.#show('off', []);
        this.host.onError(failure);
      }
      throw failure;
    } finally {
      if (call === this.#call) this.#asking = null;
    }
  }

  #stop(): void {
    this.#giveBack();
    this.host.onChange();
  }

  #giveBack(): void {
    for (const track of this.#tracks) track.stop();
    this.#state = 'off';
    this.#tracks = [];
    this.host.setTrack('screen', null);
    this.host.setTrack('screenaudio', null);
  }

  #show(state: MediaState, tracks: MediaStreamTrack[]): void {
    this.#state = state;
    this.#tracks = tracks;
    this.host.onChange();
  }
}
