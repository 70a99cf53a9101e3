import type { RoomError } from '../../client/errors.js';
import type { RoomState } from '../../client/room-state.js';
import type { Strings } from '../../i18n/strings.js';
import type { DeviceStatus, LobbyView } from '../../parts/views.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { LeaveReason } from '../../protocol/events.js';
import { streamOf } from '../stream-of.js';

export interface LobbyFacts {
  readonly room: string;
  readonly name: string;
  readonly audio: 'on' | 'off' | 'none';
  readonly video: 'on' | 'off' | 'none';
  readonly permission: LobbyView['permission'];
  /** What has gone wrong so far and was not dismissed, oldest first. */
  readonly errors: readonly RoomError[];
  /** Why the last call ended. */
  readonly reason: LeaveReason;
}

type Told = Pick<LobbyView, 'mode' | 'heading' | 'text' | 'action'> & Partial<Pick<LobbyView, 'details'>>;

/** What is shown of a state outside the call. */
export function lobbyView(state: RoomState, facts: LobbyFacts, strings: Strings): LobbyView {
  const { self, devices, present } = state;
  // Until the browser may be asked, the devices are off, whatever joining will turn on.
  const isEntering = state.status === 'joining' || state.status === 'knocking';
  const isOpen = (state.status === 'lobby' && facts.permission !== 'needed') || isEntering;
  const microphone: DeviceStatus = isOpen ? self.microphone : facts.audio;
  const camera: DeviceStatus = isOpen ? self.camera : facts.video;
  const own = (source: 'microphone' | 'camera'): MediaStreamTrack | null =>
    self.tracks.find((track) => track.source === source && !track.paused)?.track ?? null;
  const picture = own('camera');
  return {
    room: facts.room,
    name: facts.name,
    details: '',
    microphone,
    camera,
    preview: picture && streamOf(picture),
    voice: own('microphone'),
    problems: problemsOf(facts.errors, strings),
    permission: permissionOf(state, facts, microphone === 'none' && camera === 'none'),
    present: present?.map(({ name }) => name) ?? null,
    devices,
    ...told(state, facts, strings),
  };
}

/** Who waits at the door has been asked; what is off there was switched off. */
function permissionOf({ status }: RoomState, { permission }: LobbyFacts, wantsNone: boolean): LobbyView['permission'] {
  return wantsNone || (status === 'knocking' && permission === 'needed') ? 'granted' : permission;
}

/** The room does not want this client, or not now; what is wrong is nothing of the network or the page. */
const REFUSALS: readonly ErrorCode[] = [
  'banned',
  'knock-denied',
  'room-full',
  'room-locked',
  'server-full',
  'token-expired',
  'token-invalid',
  'token-missing',
];

function told({ status, error }: RoomState, { room, reason }: LobbyFacts, strings: Strings): Told {
  if (status === 'failed') {
    return {
      mode: 'failed',
      heading: error && REFUSALS.includes(error.code) ? strings.moderation.refused : strings.failed,
      text: error ? strings.errors[error.code] : strings.left.failed,
      details: error ? `${error.code}: ${error.message}` : '',
      // Who was put out for good need not try.
      action: error?.code === 'banned' ? null : strings.tryAgain,
    };
  }
  if (room === '') return { mode: 'ready', heading: strings.noRoom, text: '', action: null };
  if (status === 'knocking') {
    const { knocking, knockingText, cancel } = strings.moderation;
    return { mode: 'knocking', heading: knocking, text: knockingText, action: cancel };
  }
  if (status === 'joining') return { mode: 'joining', heading: room, text: '', action: null };
  if (status === 'left') return { mode: 'left', heading: strings.left[reason], text: room, action: strings.joinAgain };
  return { mode: 'ready', heading: room, text: strings.ready, action: strings.join };
}

/** Of what one shows oneself with; what else went wrong has its own place. */
const DEVICE_ERROR = /^(microphone|camera)-|^insecure-context$|^device-unsupported$/;

function problemsOf(errors: readonly RoomError[], strings: Strings): LobbyView['problems'] {
  const codes = new Set(errors.map(({ code }) => code).filter((code) => DEVICE_ERROR.test(code)));
  const refused: readonly ErrorCode[] = ['microphone-refused', 'camera-refused'];
  const problems = [...codes].map((code) => ({ key: code, text: strings.errors[code] }));
  // They come from one question of the browser, and there is one thing to do about both.
  if (!refused.every((code) => codes.has(code))) return problems;
  const others = problems.filter(({ key }) => !refused.includes(key));
  return [{ key: 'refused', text: strings.lobby.bothRefused }, ...others];
}
