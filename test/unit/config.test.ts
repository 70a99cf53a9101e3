import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  describeConfig,
  envOf,
  flagOf,
  loadConfig,
  resolveConfig,
  SETTING_NAMES,
  settingOf,
  type ConfigSources,
} from '../../backend/src/config.js';

/** loadConfig on a file that exists only here. */
function load({ file, flags = {}, env = {} }: Partial<ConfigSources> & { file?: string }) {
  if (file === undefined) return loadConfig({ flags, env });
  return loadConfig({ flags: { config: 'rooms.json', ...flags }, env, readFile: () => file });
}

/** What the person who set it is told. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('It was not refused.');
}

describe('the settings', () => {
  it('are complete without anything given', () => {
    const config = resolveConfig();
    expect(Object.keys(config)).toEqual(SETTING_NAMES);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, mediaPort: 20_000, gracePeriod: 20_000 });
    expect(config.workers).toBeGreaterThan(0);
  });

  it('have defaults that they would take', () => {
    for (const name of SETTING_NAMES) {
      expect(settingOf(name).schema.safeParse(settingOf(name).default).success, name).toBe(true);
    }
  });

  it('are named alike in flags and in the environment', () => {
    expect(flagOf('mediaPort')).toBe('--media-port');
    expect(envOf('mediaPort')).toBe('SFU_ROOM_MEDIA_PORT');
    expect(new Set(SETTING_NAMES.map(envOf)).size).toBe(SETTING_NAMES.length);
  });

  it('are frozen through and through', () => {
    const config = resolveConfig({ iceServers: [{ urls: ['stun:a', 'stun:b'] }] });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.origins)).toBe(true);
    expect(Object.isFrozen(config.iceServers[0]?.urls)).toBe(true);
  });

  it('do not share their defaults', () => {
    expect(resolveConfig().origins).not.toBe(resolveConfig().origins);
  });
});

describe('options of a program', () => {
  it('win over the defaults, and undefined is no value', () => {
    expect(resolveConfig({ port: 0, host: undefined })).toMatchObject({ port: 0, host: '127.0.0.1' });
  });

  it('are refused by name when unknown', () => {
    const given = (name: string) => resolveConfig({ [name]: 1 });
    expect(refusal(() => given('prot'))).toBe('There is no option "prot"; did you mean "port"?');
  });

  it('are refused with what they take when wrong', () => {
    expect(refusal(() => resolveConfig({ workers: 0 }))).toBe(
      'The option "workers" takes a whole number from 1 to 256, not 0.',
    );
  });

  it.each([
    ['port', 65_536],
    ['port', 1.5],
    ['host', 'example.org'],
    ['host', ''],
    ['announcedAddress', 'http://example.org'],
    ['mediaHost', 'any'],
    ['gracePeriod', -1],
    ['origins', []],
    ['origins', ['example.org']],
    ['origins', ['https://example.org/']],
    ['logLevel', 'loud'],
    ['serveSite', 'yes'],
    ['iceServers', [{ urls: 'http://example.org' }]],
    ['iceServers', [{ url: 'stun:example.org' }]],
    ['secret', ['too short']],
    ['secret', 'a'.repeat(32)],
    ['open', 'yes'],
    ['trustedProxies', ['10.0.0.0/33']],
    ['trustedProxies', ['proxy.example.org']],
    ['turnUrls', ['stun:a.example']],
    ['webhooks', [{ url: 'ftp://a.example', secret: 'a'.repeat(16) }]],
    ['webhooks', [{ url: 'https://a.example', secret: 'short' }]],
    ['metrics', 'public'],
    ['maxPeers', 0],
    ['maxBitrate', 1],
    ['maxDuration', 2 ** 31],
    ['drainTimeout', -1],
  ])('refuse %s %j', (name, value) => {
    expect(refusal(() => resolveConfig({ [name]: value }))).toMatch(`The option "${name}" takes `);
  });

  it.each([
    ['host', '::1'],
    ['announcedAddress', 'rooms.example.org'],
    ['mediaHost', '192.0.2.1'],
    ['origins', ['https://example.org', 'http://localhost:8080']],
    [
      'iceServers',
      [{ urls: ['stun:a.example', 'turns:a.example:5349?transport=tcp'], username: 'u', credential: 'c' }],
    ],
    ['secret', ['a'.repeat(32), 'b'.repeat(64)]],
    ['webhooks', [{ url: 'https://a.example/hook', secret: 'a'.repeat(16), events: ['peerjoined'] }]],
    ['maxBitrate', null],
    ['maxBitrate', 2_000_000],
  ])('take %s %j', (name, value) => {
    expect(resolveConfig({ [name]: value })).toMatchObject({ [name]: value });
  });

  it('take localhost for the address that it means, since media workers take no names', () => {
    expect(resolveConfig({ host: 'localhost' }).host).toBe('127.0.0.1');
  });

  it('leave a port to every worker', () => {
    expect(refusal(() => resolveConfig({ mediaPort: 65_530, workers: 7 }))).toMatch('none beyond 65535');
    expect(resolveConfig({ mediaPort: 65_530, workers: 6 }).mediaPort).toBe(65_530);
  });
});

describe('settings that go together', () => {
  const SECRET = ['s'.repeat(32)];

  it.each([{ host: '0.0.0.0' }, { host: '192.0.2.1' }, { host: '::' }, { trustedProxies: ['loopback'] }])(
    'refuse to let everyone in where others come: %j',
    (options) => {
      expect(refusal(() => resolveConfig(options))).toMatch(/set --secret.*or --open if that is meant/);
      expect(resolveConfig({ ...options, open: true }).open).toBe(true);
      expect(resolveConfig({ ...options, secret: SECRET }).secret).toEqual(SECRET);
      expect(resolveConfig({ ...options, tokenKeys: '/keys.json' }).tokenKeys).toBe('/keys.json');
    },
  );

  it.each(['127.0.0.1', '127.0.0.3', '::1'])('let everyone in on %s, where nobody else comes', (host) => {
    expect(resolveConfig({ host })).toMatchObject({ host, open: false, secret: [] });
  });

  it.each([
    [{ open: true, secret: SECRET }, /open to everyone .* or asks for tokens .*not both/],
    [{ cert: 'a.pem' }, /--key is missing/],
    [{ key: 'a.pem' }, /--cert is missing/],
    [{ turnUrls: ['turn:a.example'] }, /need credentials: --turn-secret, or --turn-username/],
    [{ turnSecret: 's' }, /need servers: --turn-urls/],
    [{ turnUrls: ['turn:a.example'], turnUsername: 'u' }, /needs both, --turn-username and --turn-credential/],
    [{ turnUrls: ['turn:a.example'], turnSecret: 's', turnUsername: 'u' }, /one kind of credentials/],
  ])('are refused: %j', (options, sentence) => {
    expect(refusal(() => resolveConfig(options))).toMatch(sentence);
  });
});

describe('the settings of a process', () => {
  it('come from flag, environment, file and default, in this order', () => {
    const file = '{"port": 3, "workers": 3, "gracePeriod": 3}';
    const env = { SFU_ROOM_PORT: '2', SFU_ROOM_WORKERS: '2' };
    const config = load({ file, env, flags: { port: '1' } });
    expect(config).toMatchObject({ port: 1, workers: 2, gracePeriod: 3, mediaPort: 20_000 });
  });

  it('are read from text as what they are', () => {
    const config = load({
      env: {
        SFU_ROOM_ORIGINS: 'https://a.example, https://b.example,',
        SFU_ROOM_SERVE_SITE: 'false',
        SFU_ROOM_ICE_SERVERS: '[{"urls": "stun:a.example"}]',
        SFU_ROOM_LOG_LEVEL: 'debug',
      },
      flags: { port: '0' },
    });
    expect(config.origins).toEqual(['https://a.example', 'https://b.example']);
    expect(config.serveSite).toBe(false);
    expect(config.iceServers).toEqual([{ urls: 'stun:a.example' }]);
    expect(config).toMatchObject({ logLevel: 'debug', port: 0 });
  });

  it('take a flag without a value', () => {
    expect(load({ flags: { serveSite: false } }).serveSite).toBe(false);
  });

  it('take the file that the environment names', () => {
    const seen: string[] = [];
    const readFile = (path: string) => {
      seen.push(path);
      return '{"port": 5}';
    };
    expect(loadConfig({ flags: {}, env: { SFU_ROOM_CONFIG: 'a.json' }, readFile }).port).toBe(5);
    loadConfig({ flags: { config: 'b.json' }, env: { SFU_ROOM_CONFIG: 'a.json' }, readFile });
    expect(seen).toEqual(['a.json', 'b.json']);
  });

  it('count an empty variable as not set', () => {
    expect(load({ env: { SFU_ROOM_PORT: '', SFU_ROOM_CONFIG: '', SFU_ROOM_PROT: '' } }).port).toBe(3000);
  });

  it('leave other variables alone', () => {
    expect(load({ env: { PORT: '1', SFU_ROOMS: '1' } }).port).toBe(3000);
  });

  it.each([
    [{ env: { SFU_ROOM_PROT: '1' } }, /"SFU_ROOM_PROT"; did you mean "SFU_ROOM_PORT"\?$/],
    [{ env: { SFU_ROOM_COLOUR: '1' } }, /"SFU_ROOM_COLOUR"\.$/],
    [{ env: { SFU_ROOM_PORT: 'http' } }, /^SFU_ROOM_PORT takes a port number from 0 to 65535, not "http"\.$/],
    [{ flags: { port: '0x10' } }, /^--port takes a port number .*, not "0x10"\.$/],
    [{ flags: { port: '' } }, /^--port takes a port number/],
    [{ file: '{"prot": 1}' }, /^There is no setting "prot" \(in rooms\.json\); did you mean "port"\?$/],
    [{ file: '{"port": "1"}' }, /^"port" in rooms\.json takes a port number .*, not "1"\.$/],
    [{ file: '{port: 1}' }, /^The settings file rooms\.json is not JSON: /],
    [{ file: '[]' }, /must hold one JSON object/],
    [
      { flags: { config: '/nonexistent/rooms.json' } },
      /^The settings file \/nonexistent\/rooms\.json cannot be read \(ENOENT\)\.$/,
    ],
  ])('say in one sentence what is wrong and where: %j', (sources, sentence) => {
    expect(refusal(() => load(sources))).toMatch(sentence);
  });

  it('never repeat what may be secret', () => {
    const env = { SFU_ROOM_ICE_SERVERS: '[{"urls": "turn:a", "password": "hunter2"}]' };
    expect(refusal(() => load({ env }))).not.toMatch('hunter2');
  });
});

describe('the settings as they are shown', () => {
  it('hide the credentials of TURN servers', () => {
    const config = resolveConfig({
      iceServers: [{ urls: 'turn:a.example', username: 'u', credential: 'hunter2' }, { urls: 'stun:b.example' }],
    });
    const shown = describeConfig(config);
    expect(JSON.stringify(shown)).not.toMatch('hunter2');
    expect(shown.iceServers).toEqual([
      { urls: 'turn:a.example', username: 'u', credential: '(hidden)' },
      { urls: 'stun:b.example' },
    ]);
  });

  it('hide what is secret in an address: passwords, queries, and the paths of webhooks', () => {
    const shown = describeConfig(
      resolveConfig({
        tokenKeys: 'https://u:hunter2@keys.example:8443/jwks.json?key=hunter2',
        webhooks: [
          { url: 'https://u:hunter2@a.example/hunter2?k=hunter2', secret: 'hunter2'.repeat(3) },
          { url: 'http://127.0.0.1:8080/', secret: 'hunter2'.repeat(3) },
        ],
      }),
    );
    expect(shown.tokenKeys).toBe('https://(hidden)@keys.example:8443/jwks.json?(hidden)');
    expect(shown.webhooks).toMatchObject([
      { url: 'https://(hidden)@a.example/(hidden)?(hidden)' },
      { url: 'http://127.0.0.1:8080/' },
    ]);
    expect(JSON.stringify(shown)).not.toMatch('hunter2');
    expect(describeConfig(resolveConfig({ tokenKeys: './keys.pem' })).tokenKeys).toBe('./keys.pem');
  });

  it('hide every other secret', () => {
    const config = resolveConfig({
      secret: ['hunter2'.repeat(5)],
      turnUrls: ['turn:a.example'],
      turnSecret: 'hunter2',
      webhooks: [{ url: 'https://a.example/', secret: 'hunter2'.repeat(3) }],
    });
    expect(JSON.stringify(describeConfig(config))).not.toMatch('hunter2');
    const fixed = resolveConfig({ turnUrls: ['turn:a.example'], turnUsername: 'u', turnCredential: 'hunter2' });
    expect(JSON.stringify(describeConfig(fixed))).not.toMatch('hunter2');
  });

  it('make a settings file that gives the same settings', () => {
    const config = resolveConfig({ port: 1, origins: ['https://a.example'], announcedAddress: '192.0.2.1' });
    expect(load({ file: JSON.stringify(describeConfig(config)) })).toEqual(config);
  });
});
