import type { PartAnswers } from '../parts/requests.js';
import type { PanelName } from '../parts/views.js';
import type { FocusController } from './focus-controller.js';
import type { KnockWatch } from './knock-watch.js';
import type { LinkController } from './link-controller.js';
import type { ModerationToasts } from './moderation-toasts.js';
import { keepPreferences } from './preferences.js';
import { quietly } from './quietly.js';
import type { RoomController } from './room-controller.js';
import type { Answering } from './room-ui-host.js';
import type { ShortcutsController } from './shortcuts-controller.js';
import type { ToastController } from './toast-controller.js';
import type { UiController } from './ui-controller.js';
import { KNOCKS } from './views/notices.js';

export interface AnsweringControllers {
  readonly room: RoomController;
  readonly ui: UiController;
  readonly link: LinkController;
  readonly focus: FocusController;
  readonly toasts: ToastController;
  readonly moderation: ModerationToasts;
  readonly knocks: KnockWatch;
  readonly shortcuts: ShortcutsController;
  /** Through a speaker; '' is the system's default. */
  readonly playTestSound: (speaker: string) => Promise<void>;
}

/** What the room does when a part asks for it. */
export function roomAnswers(element: Answering, controllers: AnsweringControllers): PartAnswers {
  const { room, ui, link, focus, toasts, moderation, knocks, shortcuts, playTestSound } = controllers;
  const { client } = element;
  const setName = (name: string): void => {
    element.name = name;
    keepPreferences({ name });
  };
  /** A tile fills the screen: nothing behind it is seen, or can have the focus. */
  const openInSight = async (panel: PanelName): Promise<void> => {
    await element.ownerDocument.exitFullscreen();
    ui.set({ panel });
    // It takes the focus when it opens; it may have been open.
    element.shadowRoot?.querySelector<HTMLElement>('sfu-panel')?.focus();
  };
  return {
    'sfu-device': ({ device, on }) => {
      if (device === 'screen') quietly(element.shareScreen(on));
      else quietly(device === 'microphone' ? element.setAudio(on) : element.setVideo(on));
    },
    'sfu-choose-device': ({ device, id }) => {
      keepPreferences({ [device]: id });
      quietly(client.chooseDevice(device, id));
    },
    'sfu-preview': () => quietly(room.preview()),
    'sfu-leave': () => {
      const { status } = client.state;
      focus.follow();
      quietly(element.leave());
      // Who would not wait any longer is where they were before.
      if (status === 'knocking' && !element.autojoin) quietly(room.preview());
    },
    'sfu-join': ({ name }) => {
      setName(name);
      focus.follow();
      quietly(element.join());
    },
    'sfu-name': ({ name }) => setName(name),
    'sfu-action': ({ action, id }) => {
      switch (action) {
        case 'resume':
          quietly(element.resume());
          break;
        case 'copy-link':
          quietly(link.copy());
          break;
        case 'unlock':
          quietly(room.sink.unlock());
          break;
        case 'unmute':
          quietly(element.setAudio(true));
          break;
        case 'camera-on':
          quietly(element.setVideo(true));
          break;
        case 'admit':
          if (id !== undefined) quietly(moderation.moderate([{ action: 'admit', id }]));
          break;
        case 'open-people':
          ui.set({ panel: 'people' });
          break;
        case 'open-chat':
          ui.set({ panel: 'chat' });
          break;
      }
    },
    'sfu-dismiss': ({ key }) => {
      room.dismiss(key);
      toasts.dismiss(key);
      if (key === KNOCKS) knocks.dismiss();
    },
    'sfu-pin': ({ key }) => ui.set({ pinned: key }),
    'sfu-layout': ({ layout }) => {
      element.layout = layout;
    },
    'sfu-self-view': ({ mode }) => {
      ui.set({ selfView: mode });
      keepPreferences({ selfView: mode });
    },
    'sfu-corner': ({ corner }) => {
      ui.set({ corner });
      keepPreferences({ corner });
    },
    'sfu-shortcuts-use': ({ on }) => shortcuts.use(on),
    'sfu-panel': ({ panel }) => {
      if (panel && element.shadowRoot?.fullscreenElement) quietly(openInSight(panel));
      else ui.set({ panel });
    },
    'sfu-sheet': ({ sheet }) => ui.set({ sheet }),
    'sfu-fullscreen': ({ on }) => quietly(on ? element.requestFullscreen() : element.ownerDocument.exitFullscreen()),
    'sfu-hand': ({ up }) => quietly(client.setHand(up)),
    'sfu-react': ({ reaction }) => quietly(client.react(reaction)),
    'sfu-message': ({ text }) => quietly(client.sendMessage(text)),
    'sfu-retry-message': ({ id }) => quietly(client.retryMessage(id)),
    'sfu-discard-message': ({ id }) => client.discardMessage(id),
    'sfu-volume': ({ peerId, volume }) => {
      ui.setVolume(peerId, volume);
      room.sink.setVolume(peerId, volume);
    },
    'sfu-pause': ({ peerId, paused }) => quietly(paused ? element.pause(peerId) : element.resume(peerId)),
    'sfu-moderate': ({ actions }) => quietly(moderation.moderate(actions)),
    'sfu-test-sound': () => {
      const speaker = client.state.devices.speaker.chosen ?? '';
      quietly(playTestSound(speaker));
    },
  };
}
