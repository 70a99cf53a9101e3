import type { RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { DeviceStatus, LobbyView } from '../parts/views.js';
import type { LeaveReason } from '../protocol/events.js';

export interface LobbyFacts {
  readonly room: string;
  readonly name: string;
  readonly audio: 'on' | 'off' | 'none';
  readonly video: 'on' | 'off' | 'none';
  /** Why the last call ended. */
  readonly reason: LeaveReason;
}

/** What is shown of a state outside the call. */
export function lobbyView(state: RoomState, facts: LobbyFacts, strings: Strings): LobbyView {
  const microphone: DeviceStatus = facts.audio;
  const camera: DeviceStatus = facts.video;
  const common = { room: facts.room, name: facts.name, microphone, camera, details: '' };
  if (state.status === 'failed') {
    const { error } = state;
    return {
      ...common,
      mode: 'failed',
      heading: strings.failed,
      text: error ? strings.errors[error.code] : strings.left.failed,
      details: error ? `${error.code}: ${error.message}` : '',
      action: strings.tryAgain,
    };
  }
  if (facts.room === '') {
    return { ...common, mode: 'ready', heading: strings.noRoom, text: '', action: null };
  }
  if (state.status === 'joining') {
    return { ...common, mode: 'joining', heading: facts.room, text: '', action: null };
  }
  if (state.status === 'left') {
    const heading = strings.left[facts.reason];
    return { ...common, mode: 'left', heading, text: facts.room, action: strings.joinAgain };
  }
  return { ...common, mode: 'ready', heading: facts.room, text: strings.ready, action: strings.join };
}
