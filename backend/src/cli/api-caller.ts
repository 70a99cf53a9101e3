import type { Config } from '../config.js';
import { reasonOf } from '../doctor/reason.js';
import { CommandFailure } from './command-failure.js';

/** How long a server may take to answer, in ms. */
const TIMEOUT = 10_000;

/** Calls the REST API of a server; whatever goes wrong becomes a sentence. */
export class ApiCaller {
  /** @param url of the server, without a path */
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /**
   * @param path below the API's root
   * @throws CommandFailure
   */
  async call(method: 'GET' | 'DELETE', path: string): Promise<unknown> {
    const response = await this.#fetch(method, path);
    if (response.status === 204) return null;
    const answer = await jsonOf(response);
    if (response.ok) return answer;
    const error = errorOf(answer);
    if (!error || error.code === 'not-found') {
      throw new CommandFailure(
        `There is no REST API at ${this.url}: it is switched off there, or this is no sfu-room server.`,
      );
    }
    throw new CommandFailure(error.message);
  }

  async #fetch(method: string, path: string): Promise<Response> {
    try {
      return await fetch(`${this.url}/sfu-room/api${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}` },
        signal: AbortSignal.timeout(TIMEOUT),
        // Whoever sends elsewhere would get the token there as well.
        redirect: 'error',
      });
    } catch (error) {
      throw new CommandFailure(
        `The server at ${this.url} cannot be reached (${reasonOf(error)}): start it, or name another with --url.`,
        {
          cause: error,
        },
      );
    }
  }
}

/** Where the server of these settings is reached from its own machine. */
export function urlOf({ host, port, cert }: Pick<Config, 'host' | 'port' | 'cert'>): string {
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const address = everywhere[host] ?? host;
  return `http${cert === null ? '' : 's'}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // A page in place of it, such as of a proxy: nothing that could be told.
    return null;
  }
}

function errorOf(answer: unknown): { code: string; message: string } | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null;
  const { code, message } = (answer.error ?? {}) as { code?: unknown; message?: unknown };
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : null;
}
