import type { ServerEventMap, ServerEventName } from '../room/server-events.js';

/** What receivers can be told; one more is one more entry. */
export const WEBHOOK_EVENTS = [
  'roomstarted',
  'roomended',
  'peerjoined',
  'peerleft',
  'trackpublished',
  'trackremoved',
] as const satisfies readonly ServerEventName[];

export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number];

/** The body of a webhook, by the name of its event. */
export type WebhookEventMap = {
  [K in WebhookEventName]: {
    /** The same at every attempt and for every receiver: who has seen it before may pass over it. */
    id: string;
    event: K;
  } & ServerEventMap[K];
};

/** The body of a webhook. `at` is when it happened, in ms since the epoch. */
export type WebhookEvent = WebhookEventMap[WebhookEventName];

const NAMES: ReadonlySet<unknown> = new Set(WEBHOOK_EVENTS);

export const isWebhookEventName = (name: unknown): name is WebhookEventName => NAMES.has(name);
