import type { Config } from '../config.js';
import { CommandFailure } from './command-failure.js';
import { startTroubleOf } from '../media/start-trouble.js';

/** Why a server does not start, in one sentence that says what to do about it. */
export class StartFailure extends CommandFailure {
  override readonly name = 'StartFailure';

  static of(cause: unknown, config: Pick<Config, 'host' | 'port' | 'mediaHost' | 'mediaPort'>): StartFailure {
    return new StartFailure(sentence(cause, config), { cause });
  }
}

function sentence(
  cause: unknown,
  { host, port, mediaHost, mediaPort }: Pick<Config, 'host' | 'port' | 'mediaHost' | 'mediaPort'>,
): string {
  const { code, syscall, message } = details(cause);
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use by another program: stop that one, or choose another with --port.`;
  }
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}: choose one that it has with --host.`;
  if (code === 'EACCES' && syscall === 'listen') {
    return `Port ${port} needs more rights than this user has: choose one from 1024 up with --port.`;
  }
  const trouble = startTroubleOf(cause);
  switch (trouble?.kind) {
    case 'missing':
      return 'The media worker is missing: run "npm run setup" in a checkout, "npm rebuild mediasoup" elsewhere, or set MEDIASOUP_WORKER_BIN to the program.';
    case 'broken':
      return `The media worker does not run (${trouble.end}); its own output above tells why.`;
    case 'port-in-use':
      return `Media port ${trouble.port ?? mediaPort} is in use by another program: choose others with --media-port, or 0 for any free ones.`;
    case 'no-address':
      return `This machine has no address ${mediaHost ?? host} to take media on: choose one that it has with --media-host.`;
    case undefined:
      return `The server does not start: ${message}`;
  }
}

function details(cause: unknown): { code?: string; syscall?: string; message: string } {
  if (!(cause instanceof Error)) return { message: String(cause) };
  const { code, syscall } = cause as NodeJS.ErrnoException;
  return {
    message: cause.message,
    ...(code === undefined ? {} : { code }),
    ...(syscall === undefined ? {} : { syscall }),
  };
}
