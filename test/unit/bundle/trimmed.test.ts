import { readFileSync } from 'node:fs';
import { parseAst } from 'rollup/parseAst';
import { describe, expect, test, vi } from 'vitest';
import { parse } from '../../../node_modules/engine.io-client/build/esm/contrib/parseuri.js';
import { EventEmitter } from '../../../scripts/bundle/event-emitter.mjs';
import { shorterCss } from '../../../scripts/bundle/lean-templates.mjs';
import { parse as leanParse } from '../../../scripts/bundle/parse-uri.mjs';
import { plainRequires } from '../../../scripts/bundle/plain-requires.mjs';
import { MEMBERS } from '../../../scripts/bundle/unused.mjs';
import { withoutMembers } from '../../../scripts/bundle/without-members.mjs';

/** As far as the tests go; the real one is as untyped as what it stands for. */
interface Emitter {
  on(name: string, listener: () => void): unknown;
  once(name: string, listener: () => void): unknown;
  off(name: string, listener: () => void): unknown;
  removeAllListeners(name?: string): unknown;
  listenerCount(name: string): number;
  emit(name: string, ...args: unknown[]): boolean;
}

const emitterOf = (): Emitter => new EventEmitter() as unknown as Emitter;

interface Transformer {
  transform: (this: { parse: typeof parseAst }, code: string, id: string) => { code: string } | null;
  buildEnd: (this: { error: (message: string) => never }) => void;
}

const trimming = (members: Record<string, string[]>) => withoutMembers(members) as unknown as Transformer;

const transformed = ({ transform }: Transformer, code: string, path: string): string =>
  transform.call({ parse: parseAst }, code, `/project/node_modules/${path}`)?.code ?? code;

const ended = ({ buildEnd }: Transformer) => {
  buildEnd.call({
    error: (message) => {
      throw new Error(message);
    },
  });
};

describe('the parts of a URI', () => {
  test.each([
    'https://rooms.example.org/sfu-room',
    'http://localhost:3000/sfu-room',
    'https://rooms.example.org:8443/under/a/path/sfu-room?a=1&b=%20c',
    'http://[::1]:3000/sfu-room',
    'wss://[2001:db8::7]/engine.io/?EIO=4&transport=websocket',
  ])('are those of the library: %s', (uri) => {
    const parts = leanParse(uri);
    const theirs = parse(uri) as Record<string, unknown>;
    const { queryKey: queries, ...others } = parts;
    expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, theirs[name]])));
    expect(Object.keys(queries)).toEqual(Object.keys(theirs.queryKey as object));
  });
});

describe('the table of attributes', () => {
  const path = 'sdp-transform/lib/grammar.js';
  const folder = new URL('../../../node_modules/sdp-transform/lib/', import.meta.url);
  const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
  const evaluated = (code: string, required: unknown): unknown => {
    const module = { exports: {} as unknown };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- CommonJS, as it is published
    const run = new Function('module', 'exports', 'require', code) as (...args: unknown[]) => void;
    run(module, module.exports, () => required);
    return module.exports;
  };
  const grammar = evaluated(transformed(trimming({ [path]: MEMBERS[path] ?? [] }), read('grammar.js'), path), null);
  const { parse } = evaluated(read('parser.js'), grammar) as { parse: (sdp: string) => unknown };
  const write = evaluated(read('writer.js'), grammar) as (session: unknown) => string;

  test('gives every attribute back that a description had, also those that it does not know any more', () => {
    const lines = [
      'v=0',
      'o=- 20518 0 IN IP4 203.0.113.1',
      's=-',
      't=0 0',
      'a=group:BUNDLE 0',
      'a=extmap-allow-mixed',
      'a=msid-semantic: WMS stream',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      'a=ice-ufrag:F7gI',
      'a=ice-pwd:x9cml/YzichV2+XlhiMu8g',
      'a=fingerprint:sha-256 00:11:22',
      'a=setup:actpass',
      'a=mid:0',
      'a=bundle-only',
      'a=ptime:20',
      'a=maxptime:60',
      'a=label:1',
      'a=framerate:29.97',
      'a=sctpmap:5000 webrtc-datachannel 1024',
      'a=imageattr:* send [x=800,y=640] recv *',
      'a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid',
      'a=sendonly',
      'a=rtcp-mux',
      'a=rtcp-rsize',
      'a=rtpmap:96 VP8/90000',
      'a=rtcp-fb:96 nack pli',
      'a=fmtp:97 apt=96',
      'a=rid:h send',
      'a=simulcast:send h',
      'a=ssrc:2566107569 cname:t9YU8M1UxTF8Y1A1',
    ];
    const written = write(parse(`${lines.join('\r\n')}\r\n`));
    expect(written.trim().split('\r\n').sort()).toEqual([...lines].sort());
  });
});

describe('what is left out of libraries', () => {
  const code = 'class A { used() { return 1; } unused() { return 2; } } exports.A = A;';

  test('is gone, and the rest is there', () => {
    const plugin = trimming({ 'lib/a.js': ['unused'] });
    expect(transformed(plugin, code, 'lib/a.js')).toBe('class A { used() { return 1; }  } exports.A = A;');
    expect(() => ended(plugin)).not.toThrow();
  });

  test('must be there to be left out', () => {
    const plugin = trimming({ 'lib/a.js': ['renamed'] });
    transformed(plugin, code, 'lib/a.js');
    expect(() => ended(plugin)).toThrow('lib/a.js: renamed');
  });

  test('must not be spoken of anywhere else in the library', () => {
    const plugin = trimming({ 'lib/a.js': ['unused'] });
    transformed(plugin, code, 'lib/a.js');
    transformed(plugin, 'new A().unused();', 'lib/b.js');
    expect(() => ended(plugin)).toThrow('lib: unused');
  });

  test('are the helpers that copy namespaces', () => {
    const plugin = plainRequires(['lib']) as unknown as Transformer;
    const source = 'var __importStar = 1;const utils = __importStar(require("./utils"));';
    expect(transformed(plugin, source, 'lib/a.js')).toBe('const utils = require("./utils");');
  });
});

describe('the emitter', () => {
  test('calls who listens, tells whether anybody does, and calls who listens once only once', () => {
    const emitter = emitterOf();
    const [always, once] = [vi.fn(), vi.fn()];
    emitter.on('x', always);
    emitter.once('x', once);
    expect(emitter.listenerCount('x')).toBe(2);
    expect([emitter.emit('x', 1, 2), emitter.emit('x'), emitter.emit('y')]).toEqual([true, true, false]);
    expect(always).toHaveBeenNthCalledWith(1, 1, 2);
    expect(always).toHaveBeenCalledTimes(2);
    expect(once).toHaveBeenCalledTimes(1);
  });

  test('forgets one listener, those of an event, or all', () => {
    const emitter = emitterOf();
    const listener = vi.fn();
    emitter.once('x', listener);
    emitter.off('x', listener);
    emitter.on('x', listener);
    emitter.on('y', listener);
    emitter.removeAllListeners('x');
    expect([emitter.listenerCount('x'), emitter.listenerCount('y')]).toEqual([0, 1]);
    emitter.removeAllListeners();
    expect(emitter.listenerCount('y')).toBe(0);
  });
});

describe('shorter styles', () => {
  test.each([
    [':host {\n  color: red;\n  margin: 0 auto;\n}\n', ':host{color:red;margin:0 auto}'],
    [
      "a {\n}\n/* it is why, and that's it */\na :hover,\nb {\n  width: calc(1px + 2px);\n}",
      'a{}a :hover,b{width:calc(1px + 2px)}',
    ],
    ["b::after {\n  content: ' ;  ';\n}", "b::after{content:' ;  '}"],
    [
      '@container (inline-size > 400px) and (orientation: portrait) {\n',
      '@container (inline-size > 400px) and (orientation:portrait){',
    ],
  ])('%j', (text, shorter) => {
    expect(shorterCss(text)).toBe(shorter);
  });
});
