import { z } from 'zod';
import { WEBHOOK_EVENTS } from '../../webhooks/webhook-event.js';
import { HIDDEN, setting, shownUrl } from '../setting.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const webhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(16),
  /** Only these; default: all. */
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).exactOptional(),
});

const METRICS = ['token', 'open', 'off'] as const;

/** What other systems are told. */
export const INTEGRATION = {
  webhooks: setting({
    // What is not delivered is known by its URL.
    schema: z.array(webhook).refine((all) => new Set(all.map(({ url }) => url)).size === all.length),
    default: [],
    form: 'json',
    placeholder: 'json',
    description: 'Where to tell what happens, as a JSON list of {url, secret, events}',
    defaultDescription: 'none',
    expects: `a JSON list of {url, secret, events} with secrets of at least 16 characters, each URL once, and events of ${WEBHOOK_EVENTS.join(', ')}`,
    redact: (webhooks) => webhooks.map((it) => ({ ...it, url: shownUrl(it.url, { path: false }), secret: HIDDEN })),
  }),
  dataDir: setting({
    schema: z.string().min(1),
    default: '.sfu-room',
    form: 'text',
    placeholder: 'folder',
    description: 'Folder for what must outlive a restart: webhooks that are not delivered yet',
    expects: 'the path of a folder',
  }),
  metrics: setting({
    schema: z.enum(METRICS),
    default: 'token',
    form: 'text',
    placeholder: METRICS.join('|'),
    description: 'Who may read /metrics: who has a token for the API, everyone, nobody',
    expects: `one of ${METRICS.join(', ')}`,
  }),
  logLevel: setting({
    schema: z.enum(LOG_LEVELS),
    default: 'info',
    form: 'text',
    placeholder: 'level',
    description: `How much is logged: ${LOG_LEVELS.join(', ')}`,
    expects: `one of ${LOG_LEVELS.join(', ')}`,
  }),
} as const;
