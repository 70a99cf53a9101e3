// What engine.io-client has for browsers without `URL`: as much of it as it and socket.io-client read.

/** @param {string} uri absolute, as socket.io-client has made it */
export function parse(uri) {
  const { protocol, hostname, port, pathname, search, searchParams } = new URL(uri);
  return {
    source: uri,
    protocol: protocol.slice(0, -1),
    // Of IPv6 without its brackets.
    host: hostname.replace(/[[\]]/g, ''),
    port,
    path: pathname,
    query: search.slice(1),
    queryKey: Object.fromEntries(searchParams),
  };
}
