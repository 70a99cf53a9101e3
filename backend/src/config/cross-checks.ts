import { kindOf } from '../address-kind.js';
import { ConfigError } from './config-error.js';
import type { Config } from './settings.js';

/** What no setting by itself is wrong about, but all of them together. @throws ConfigError */
export function checkTogether(config: Config): void {
  for (const check of CHECKS) {
    const sentence = check(config);
    if (sentence !== null) throw new ConfigError(sentence);
  }
}

/** Whether tokens are asked for; else everyone is let in. */
export function asksForTokens({ secret, tokenKeys }: Pick<Config, 'secret' | 'tokenKeys'>): boolean {
  return secret.length > 0 || tokenKeys !== null;
}

const CHECKS: readonly ((config: Config) => string | null)[] = [
  ({ mediaPort, workers }) => {
    const last = mediaPort + workers - 1;
    if (mediaPort === 0 || last <= 65_535) return null;
    return `${workers} workers from media port ${mediaPort} on need ports up to ${last}, and there are none beyond 65535.`;
  },
  ({ cert, key }) => {
    if ((cert === null) === (key === null)) return null;
    return `https needs both, a certificate (--cert) and its key (--key); --${cert === null ? 'cert' : 'key'} is missing.`;
  },
  ({ turnUrls, turnSecret, turnUsername, turnCredential }) => {
    const fixed = turnUsername !== null || turnCredential !== null;
    if (turnSecret !== null && fixed) {
      return 'TURN takes one kind of credentials: --turn-secret, or --turn-username with --turn-credential.';
    }
    if (fixed && (turnUsername === null || turnCredential === null)) {
      return 'TURN needs both, --turn-username and --turn-credential.';
    }
    const given = turnSecret !== null || fixed;
    if (turnUrls.length > 0 && !given) {
      return 'The TURN servers need credentials: --turn-secret, or --turn-username with --turn-credential.';
    }
    return given && turnUrls.length === 0 ? 'The TURN credentials need servers: --turn-urls.' : null;
  },
  (config) => {
    if (!config.open || !asksForTokens(config)) return null;
    return 'A server is open to everyone (--open), or asks for tokens (--secret, --token-keys), not both.';
  },
];

/** Nobody opens a server to everyone without saying so. @throws ConfigError */
export function checkReached(config: Config): void {
  if (config.open || asksForTokens(config)) return;
  // What a proxy hands on comes from elsewhere as well.
  const proxied = config.trustedProxies.length > 0 ? 'by a proxy' : null;
  // Else only programs of the same machine get there.
  const reached = kindOf(config.host) === 'loopback' ? proxied : `on ${config.host}`;
  if (reached === null) return;
  throw new ConfigError(
    `Others reach this server ${reached}, and it would let everyone into every room: set --secret, so that joining takes a token, or --open if that is meant.`,
  );
}
