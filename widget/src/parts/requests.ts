import type { Device, NoticeAction } from './views.js';

/** What the parts ask for. Nothing changes until the answer comes down as new state. */
export interface PartRequests {
  'sfu-device': { device: Device; on: boolean };
  'sfu-leave': null;
  'sfu-join': { name: string };
  'sfu-name': { name: string };
  'sfu-action': { action: NoticeAction };
  'sfu-dismiss': { key: string };
}

/** Crosses shadow boundaries up to the room that the part belongs to, which answers it and stops it there. */
export function request<K extends keyof PartRequests>(from: HTMLElement, name: K, detail: PartRequests[K]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Answers every request that arrives at `at`, and stops it there: requests are no events of the element. */
export function onRequests(
  at: EventTarget,
  answers: { readonly [K in keyof PartRequests]: (detail: PartRequests[K]) => void },
): void {
  for (const [name, answer] of Object.entries(answers)) {
    at.addEventListener(name, (event) => {
      event.stopPropagation();
      (answer as (detail: unknown) => void)((event as CustomEvent).detail);
    });
  }
}
