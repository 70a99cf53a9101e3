import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Lab } from './pages.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Serves files by their paths, `/index.html` also as `/`, from an origin of their own; returns its URL. */
export async function serveSite(
  lab: Lab,
  files: ReadonlyMap<string, string | Buffer>,
  headers: Record<string, string> = {},
): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname === '/' ? '/index.html' : pathname;
    const file = files.get(path);
    // Browsers ask for an icon by themselves.
    response.writeHead(file === undefined ? 204 : 200, { 'content-type': TYPES[extname(path)] ?? '', ...headers });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lab.onClose(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://localhost:${String((server.address() as AddressInfo).port)}/`;
}
