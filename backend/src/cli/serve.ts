import { constants } from 'node:os';
import type { Logger } from 'pino';
import { describeConfig, loadConfig, type Config, type ConfigSources } from '../config.js';
import { createLogger } from '../logger.js';
import type { RunningServer } from '../server.js';
import { startMessage } from './start-message.js';
import { StartFailure } from './start-failure.js';

/** A signal that follows the first within this is the same wish, in ms: nobody who asks twice is so quick. */
const SAME_WISH = 300;

/**
 * Serves until a signal comes.
 * @throws ConfigError, or StartFailure when the server does not start
 */
export async function serve(sources: ConfigSources, printConfig: boolean): Promise<void> {
  const config = loadConfig(sources);
  if (printConfig) {
    process.stdout.write(`${JSON.stringify(describeConfig(config), null, 2)}\n`);
    return;
  }
  const logger = createLogger(config.logLevel);
  const server = await start(config, logger);
  // Before the message: whoever reads it may send a signal in the same moment.
  closeOnSignal(server, logger);
  process.stdout.write(startMessage(config, server));
  // It serves already: some of the checks wait for answers that do not come.
  const { startNotes } = await import('./start-notes.js');
  for await (const note of startNotes(config, server)) process.stdout.write(note);
}

async function start(config: Config, logger: Logger): Promise<RunningServer> {
  try {
    // Loaded late: help, settings and refusals are there in half the time without the media engine.
    const { startServer } = await import('../server.js');
    return await startServer({ ...config, logger });
  } catch (error) {
    logger.debug({ err: error }, 'the server does not start');
    throw StartFailure.of(error, config);
  }
}

/**
 * The first signal closes in order, the second at once. At SIGTERM, which is how services are stopped, calls are given
 * time; who presses Ctrl-C waits. A Ctrl-C under npm and
 * a stop by systemd come twice: to every process of the group, and handed on by the parent.
 */
function closeOnSignal(server: RunningServer, logger: Logger): void {
  let askedAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (askedAt !== null) {
      if (now - askedAt < SAME_WISH) return;
      process.exit(128 + constants.signals[signal]);
    }
    askedAt = now;
    process.stdout.write('Closing; once more to stop at once.\n');
    const drained = signal === 'SIGTERM' ? server.drain() : Promise.resolve();
    drained
      .then(() => server.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'the server does not close');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
