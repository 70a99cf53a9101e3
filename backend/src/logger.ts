import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config/settings.js';

/** What never stands in a log, however deep an object came to be logged whole. */
const SECRETS = ['secret', 'token', 'credential', 'authorization', 'cookie', 'password'];

/**
 * Structured logs: one JSON object per line, on stderr, so that stdout stays for people.
 * @param destination where tests read them
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      name: 'sfu-room',
      redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '(hidden)' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
