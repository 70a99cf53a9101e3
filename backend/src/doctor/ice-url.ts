/** Where a STUN or TURN server is (RFC 7064, 7065). */
export interface IceUrl {
  /** A TURN server; else a STUN server. */
  readonly relays: boolean;
  /** Over TLS. */
  readonly secure: boolean;
  readonly transport: 'udp' | 'tcp';
  readonly host: string;
  readonly port: number;
}

const PATTERN = /^(stun|turn)(s?):(\[[0-9a-fA-F:.]+\]|[^:?/[\]]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/;

/** @returns null for what is no such URL */
export function parseIceUrl(text: string): IceUrl | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [, scheme, s, host = '', port, transport] = match;
  const secure = s === 's';
  return {
    relays: scheme === 'turn',
    secure,
    // DTLS is what "turns" over UDP would be, and browsers do not speak it.
    transport: secure ? 'tcp' : ((transport as 'udp' | 'tcp' | undefined) ?? 'udp'),
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? (secure ? 5349 : 3478) : Number(port),
  };
}
