import { RoomError } from '../client/errors.js';
import type { RoomClient } from '../client/room-client.js';
import type { RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { Moderation } from '../protocol/permissions.js';
import { isInRoom } from './call-status.js';
import type { ToastController } from './toast-controller.js';

/** How long one is asked to turn something on, in ms: one may have to think, or to tidy up first. */
const ASK_TIME = 60_000;

type Rules = Pick<RoomState, 'rules'> & { readonly moderate: boolean };

/** Tells of what moderators do: of what happens to oneself and to the room, and of who knocks. */
export class ModerationToasts {
  readonly #client: Pick<RoomClient, 'on' | 'state' | 'moderate'>;
  readonly #toasts: Pick<ToastController, 'show' | 'say' | 'dismiss'>;
  readonly #strings: () => Strings;
  /** What holds already, and is no news; null: one is not in the room. */
  #known: Rules | null = null;

  constructor(
    client: Pick<RoomClient, 'on' | 'state' | 'moderate'>,
    toasts: Pick<ToastController, 'show' | 'say' | 'dismiss'>,
    strings: () => Strings,
  ) {
    this.#client = client;
    this.#toasts = toasts;
    this.#strings = strings;
    this.#listen();
    // Its code may come later than the room is joined.
    if (isInRoom(client.state.status)) this.#known = rulesOf(client.state);
  }

  /** Does what a moderator has asked for, one after the other, and tells of what did not work. */
  async moderate(actions: readonly Moderation[]): Promise<void> {
    for (const action of actions) {
      try {
        await this.#client.moderate(action);
      } catch (cause) {
        const { code } = RoomError.from(cause, 'server-error');
        // Whoever it was about has gone meanwhile, or another moderator was faster: that is seen.
        if (code === 'peer-not-found') continue;
        this.#toasts.show({ key: 'failed', kind: 'failed', code });
        return;
      }
    }
  }

  #listen(): void {
    const client = this.#client;
    const toasts = this.#toasts;
    client.on('joined', () => (this.#known = rulesOf(client.state)));
    client.on('statuschange', ({ status }) => {
      if (!isInRoom(status)) this.#known = null;
    });
    client.on('devicestopped', ({ source }) => {
      if (source === 'microphone' || source === 'camera' || source === 'screen') {
        toasts.show({ key: `stopped:${source}`, kind: 'stopped', device: source });
      }
    });
    client.on('deviceasked', ({ source: device }) => {
      if (client.state.self[device] === 'on') return;
      toasts.dismiss(`stopped:${device}`);
      toasts.show({ key: `asked:${device}`, kind: 'asked', device }, ASK_TIME);
    });
    client.on('mediachange', ({ kind, state }) => {
      if (state !== 'on') return;
      toasts.dismiss(`asked:${kind}`);
      toasts.dismiss(`stopped:${kind}`);
    });
    client.on('permissionschange', () => this.#follow());
    client.on('ruleschange', () => this.#follow());
    client.on('knock', ({ name }) => {
      const { moderation, guest } = this.#strings();
      toasts.say(moderation.wantsIn(name || guest));
    });
    client.on('draining', ({ closesIn }) => toasts.show({ key: 'draining', kind: 'draining' }, closesIn));
  }

  #follow(): void {
    const before = this.#known;
    if (!before) return;
    const { moderate, rules } = rulesOf(this.#client.state);
    this.#known = { moderate, rules };
    if (moderate !== before.moderate) this.#toasts.show({ key: 'moderator', kind: 'moderator', is: moderate });
    if (rules.locked !== before.rules.locked) this.#toasts.show({ key: 'locked', kind: 'locked', is: rules.locked });
    if (rules.spotlight !== before.rules.spotlight) this.#tellSpotlight(rules.spotlight);
  }

  /** It is seen; who does not see is told. */
  #tellSpotlight(id: string | null): void {
    const { peers, self } = this.#client.state;
    const { stage, guest, you } = this.#strings();
    if (id === null) return;
    const name = id === self.id ? you : (peers.find((peer) => peer.id === id)?.name ?? '') || guest;
    this.#toasts.say(`${name}: ${stage.spotlit}.`);
  }
}

function rulesOf({ rules, self }: RoomState): Rules {
  return { rules, moderate: self.permissions.moderate };
}
