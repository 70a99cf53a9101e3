import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { PathWatch } from './path-watch.js';

/** What a server of pages and signalling listens with. */
export interface WebServer {
  readonly server: HttpServer | HttpsServer;
  /** Whether it speaks https. */
  readonly secure: boolean;
  /** Stops looking after the certificate. The server itself is closed by who listens with it. */
  close(): void;
}

interface Pair {
  cert: Buffer;
  key: Buffer;
}

/**
 * An https server where a certificate is set, which takes up a renewed one by itself, else an http server.
 * @throws Error, one sentence, when the certificate or its key cannot be used
 */
export async function createWebServer(
  { cert, key }: Pick<Config, 'cert' | 'key'>,
  app: RequestListener,
  logger: Logger,
): Promise<WebServer> {
  if (cert === null || key === null) {
    return { server: createHttpServer(app), secure: false, close: () => undefined };
  }
  // Before the files are read: a change in between is seen.
  const watch = new PathWatch([cert, key], (folder, error) => {
    logger.warn({ err: error, folder }, 'a renewed certificate will not be seen before a restart');
  });
  try {
    const served = { pair: await readPair(cert, key) };
    const server = createHttpsServer(served.pair, app);
    watch.onChange(async () => {
      try {
        const pair = await readPair(cert, key);
        if (pair.cert.equals(served.pair.cert) && pair.key.equals(served.pair.key)) return;
        // Connections that are open keep the old one.
        server.setSecureContext(pair);
        served.pair = pair;
        logger.info({ cert }, 'a new certificate is served');
      } catch (error) {
        // Also seen between the writing of the one file and of the other: the next change mends that.
        logger.error({ err: error, cert, key }, 'the new certificate cannot be used, the old one is served on');
      }
    });
    return { server, secure: true, close: () => watch.close() };
  } catch (error) {
    watch.close();
    throw error;
  }
}

/** @throws Error where a file cannot be read, is no PEM, or the key is that of another certificate */
async function readPair(cert: string, key: string): Promise<Pair> {
  const pair = { cert: await read(cert, 'certificate'), key: await read(key, 'key') };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new Error(`The certificate ${cert} cannot be used with the key ${key} (${lastPartOf(error)}).`, {
      cause: error,
    });
  }
  return pair;
}

async function read(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Error(`The ${what} ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`, {
      cause: error,
    });
  }
}

/** "key values mismatch" of "error:05800074:x509 certificate routines::key values mismatch". */
function lastPartOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(':').at(-1) ?? error.message) : String(error);
}
