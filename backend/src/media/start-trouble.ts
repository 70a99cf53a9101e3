/**
 * Why media cannot be served. Of the media worker there are no codes, only words; here alone they are read.
 *
 * - `missing`: there is no such program
 * - `broken`: the program ends by itself
 * - `port-in-use`, `no-address`: its port or its address cannot be had
 */
type StartTrouble =
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly end: string }
  | { readonly kind: 'port-in-use'; readonly port: number | null }
  | { readonly kind: 'no-address' };

/** @returns null where the cause is another one */
export function startTroubleOf(cause: unknown): StartTrouble | null {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/^spawn .* ENOENT$/.test(message)) return { kind: 'missing' };
  if (message.startsWith('[pid:')) return { kind: 'broken', end: message.slice(1, -1) };
  if (message.includes('address already in use')) {
    const [, port] = /port:(\d+)/.exec(message) ?? [];
    return { kind: 'port-in-use', port: port === undefined ? null : Number(port) };
  }
  return message.includes('address not available') ? { kind: 'no-address' } : null;
}
