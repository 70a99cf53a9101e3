import 'sfu-room/define';
import type { SfuRoomEventMap } from 'sfu-room';

/** What each framework's page does with one room, so that all are tried in the same way. */
export interface RoomProps {
  server: string;
  room: string;
  name: string;
  layout: 'grid' | 'spotlight';
  subscribe: 'auto' | 'manual';
  paused: boolean;
}

/** What the test calls in the page. */
export interface PageControl {
  /** Mounts the room, or gives the mounted one other properties. */
  show(props: RoomProps): void;
  hide(): void;
  /** What the page's own listeners were given. */
  heard: { tracks: string[]; statuses: string[]; left: string[] };
}

declare global {
  var control: PageControl;
}

export const heard: PageControl['heard'] = { tracks: [], statuses: [], left: [] };

export const onTrack = ({ detail }: SfuRoomEventMap['track']): void => {
  heard.tracks.push(`${detail.peer.name}: ${detail.track.kind}`);
};

export const onStatusChange = ({ detail }: SfuRoomEventMap['statuschange']): void => {
  heard.statuses.push(detail.status);
};

export const onLeft = ({ detail }: SfuRoomEventMap['left']): void => {
  heard.left.push(detail.reason);
};

/** Where the framework puts its own. */
export function root(): HTMLElement {
  const found = document.querySelector<HTMLElement>('#root');
  if (!found) throw new Error('The page has no #root.');
  return found;
}
