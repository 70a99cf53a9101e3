import type { Config } from '../config.js';

/** Why a server does not start, in one sentence that says what to do about it. */
export class StartFailure extends Error {
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
  // Of the media worker there are no codes, only words.
  if (/^spawn .* ENOENT$/.test(message)) {
    return 'The media worker is missing: run "npm run setup", or set MEDIASOUP_WORKER_BIN to the program.';
  }
  if (message.startsWith('[pid:')) {
    return `The media worker does not run (${message.slice(1, -1)}); its own output above tells why.`;
  }
  if (message.includes('address already in use')) {
    return `Media port ${/port:(\d+)/.exec(message)?.[1] ?? mediaPort} is in use by another program: choose others with --media-port, or 0 for any free ones.`;
  }
  if (message.includes('address not available')) {
    return `This machine has no address ${mediaHost ?? host} to take media on: choose one that it has with --media-host.`;
  }
  return `The server does not start: ${message}`;
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
