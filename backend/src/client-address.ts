import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/**
 * Tells the address of a request's client.
 * @param trusted addresses, networks and groups (`loopback`, …) of proxies whose X-Forwarded-For counts
 */
export function clientAddressBy(trusted: readonly string[]): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile([...trusted]);
  return (request) => proxyAddr(request, trust);
}
