/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1); '' for none, and for other schemes. */
export function bearerToken(header: string | undefined): string {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '';
}
