import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config/settings.js';

/** What never stands in a log, however deep an object came to be logged whole. */
const SECRETS = [
  ...['secret', 'token', 'credential', 'authorization', 'cookie', 'password'],
  ...['turnSecret', 'turnCredential', 'iceServers[*].credential', 'webhooks[*].secret'],
];

/** Causes of causes that are shown; more than that is a circle. */
const MAX_CAUSES = 5;

/**
 * Structured logs: one JSON object per line, on stderr, so that stdout stays for people.
 *
 * `error`: somebody has to look · `warn`: the server has helped itself · `info`: what happens in rooms · `debug`: every
 * request and its client's address. Names, identities, messages and addresses of people stand in none above `debug`,
 * secrets in none at all. Fields: `room`, `peer` and `request` are ids that all lines on the same thing share.
 * @param destination where tests read them
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      name: 'sfu-room',
      redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '(hidden)' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => toldOf(error) },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** Of an error, what was written for people: libraries hang whole requests, bodies and headers on theirs. */
function toldOf(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause, code } = error as NodeJS.ErrnoException;
  return {
    type: name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    stack,
    ...(cause instanceof Error && depth < MAX_CAUSES ? { cause: toldOf(cause, depth + 1) } : {}),
  };
}
