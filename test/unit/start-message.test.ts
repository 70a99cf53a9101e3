import { describe, expect, it } from 'vitest';
import { StartFailure } from '../../backend/src/cli/start-failure.js';
import { startMessage } from '../../backend/src/cli/start-message.js';
import { resolveConfig } from '../../backend/src/config.js';

describe('what is said at the start', () => {
  const server = { url: 'http://127.0.0.1:3000', port: 3000, announcedAddress: '127.0.0.1', mediaPorts: [20_000] };

  it('names the page, the address of the media and the ports', () => {
    const text = startMessage(resolveConfig(), server);
    expect(text).toMatch(/Open +http:\/\/127\.0\.0\.1:3000\n/);
    expect(text).toMatch(/Media +127\.0\.0\.1, UDP and TCP 20000, 1 worker\n/);
  });

  it('names the page on this machine where every interface is listened on, by http or https', () => {
    const config = resolveConfig({ host: '0.0.0.0', open: true });
    for (const scheme of ['http', 'https']) {
      const text = startMessage(config, { ...server, url: `${scheme}://0.0.0.0:3000`, announcedAddress: '192.0.2.1' });
      expect(text).toMatch(`Open        ${scheme}://localhost:3000\n`);
    }
  });

  it('writes ports that follow each other as a range', () => {
    const text = startMessage(resolveConfig(), { ...server, mediaPorts: [20_001, 40_000, 20_000, 20_002] });
    expect(text).toMatch('20000-20002, 40000, 4 workers');
  });
});

describe('a server that does not start', () => {
  const sentence = (message: string, properties = {}, options = {}) =>
    StartFailure.of(Object.assign(new Error(message), properties), resolveConfig(options)).message;

  it.each([
    [sentence('listen', { code: 'EADDRINUSE', syscall: 'listen' }), /^Port 3000 on 127\.0\.0\.1 is in use .*--port\.$/],
    [
      sentence('listen', { code: 'EADDRNOTAVAIL' }, { host: '192.0.2.1', open: true }),
      /no address 192\.0\.2\.1: .*--host\.$/,
    ],
    [sentence('listen', { code: 'EACCES', syscall: 'listen' }, { port: 80 }), /^Port 80 needs more rights/],
    [
      sentence("uv_udp_bind() failed [protocol:udp, ip:'::', port:20001]: address already in use"),
      /^Media port 20001 /,
    ],
    [
      sentence('port bind failed due to address not available', {}, { mediaHost: '192.0.2.1' }),
      /192\.0\.2\.1.*--media-host/,
    ],
    [sentence('spawn /opt/worker ENOENT'), /worker is missing/],
    [sentence('[pid:7, code:127, signal:null]'), /does not run \(pid:7, code:127, signal:null\)/],
    [sentence('something else'), /^The server does not start: something else$/],
  ])('says why: %s', (message, expected) => {
    expect(message).toMatch(expected);
  });

  it('keeps the cause', () => {
    const cause = new Error('why');
    expect(StartFailure.of(cause, resolveConfig()).cause).toBe(cause);
  });
});
