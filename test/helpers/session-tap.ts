import type { Page } from 'playwright-core';
import type { RoomSnapshot } from 'sfu-room/protocol';

/** Reads what comes over a page's sockets. */
export class SessionTap {
  readonly socketIds: string[] = [];
  #snapshot: RoomSnapshot | null = null;

  constructor(page: Page) {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const text = payload.toString();
        // socket.io's own: a namespace is entered, and an event in it.
        const entered = /^40\/sfu-room,(.*)$/.exec(text)?.[1];
        if (entered !== undefined) this.socketIds.push((JSON.parse(entered) as { sid: string }).sid);
        const event = /^42\/sfu-room,(\["snapshot".*)$/s.exec(text)?.[1];
        if (event !== undefined) [, this.#snapshot] = JSON.parse(event) as [string, RoomSnapshot];
      }),
    );
  }

  /** The latest. */
  get snapshot(): RoomSnapshot {
    if (!this.#snapshot) throw new Error('There is no snapshot yet.');
    return this.#snapshot;
  }
}
