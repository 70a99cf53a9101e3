import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig, type Config } from '../../backend/src/config.js';
import { parseIceUrl } from '../../backend/src/doctor/ice-url.js';
import { runtimePackages } from '../../scripts/setup/worker-recipe/recipe.mjs';

const PROJECT = resolve(import.meta.dirname, '../..');
const FOLDER = join(PROJECT, 'backend/deploy');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

interface Service {
  environment?: Record<string, string>;
  ports?: string[];
  command?: string | string[];
  network_mode?: string;
  build?: { context: string; dockerfile: string };
  volumes?: string[];
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  volumes?: Record<string, null>;
}

const ENV: Readonly<Record<string, string>> = {
  DOMAIN: 'rooms.example.org',
  PUBLIC_ADDRESS: '203.0.113.7',
  ROOM_SECRET: 'r'.repeat(64),
  TURN_SECRET: 't'.repeat(64),
};

/** As compose does it: `${NAME}`, and `${NAME:?what is said where it is missing}`. */
function compose(name: string): Compose {
  const text = read(name).replace(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, variable: string) => {
    const value = ENV[variable];
    if (value === undefined) throw new Error(`${name} wants ${variable}, of which it does not tell.`);
    return value;
  });
  // `!reset` is compose's own: what the file below says is taken back.
  return parse(text, { customTags: [{ tag: '!reset', collection: 'seq', resolve: (seq) => seq }] }) as Compose;
}

/** The lines of a Dockerfile, those that go on joined, without comments. */
const DOCKERFILE = read('Dockerfile')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '');

const DOCKER_ENV = Object.fromEntries(
  DOCKERFILE.filter((line) => line.startsWith('ENV '))
    .flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)])
    .map(([, name = '', value = '']) => [name, value]),
);

/** Of what names services and machines, and no settings of the server. */
const settingsIn = (env: Record<string, string>): Config => loadConfig({ flags: {}, env });

/** "20000-20001:20000-20001/udp" as its parts. */
function mapping(text: string): { first: number; last: number; same: boolean; protocol: string } {
  const [outside = '', rest = ''] = text.split(':');
  const [inside = '', protocol = 'tcp'] = rest.split('/');
  const [first = 0, last = first] = outside.split('-').map(Number);
  return { first, last, same: inside === outside, protocol };
}

describe('compose.yaml', () => {
  const { services, volumes } = compose('compose.yaml');
  const { rooms, relay, https } = services;

  it('gives the server settings that it takes, with those of its image', () => {
    const config = settingsIn({ ...DOCKER_ENV, ...rooms?.environment });
    expect(config).toMatchObject({ host: '0.0.0.0', announcedAddress: '203.0.113.7', trustedProxies: ['uniquelocal'] });
    expect(config.secret).toEqual([ENV.ROOM_SECRET]);
    expect(config.turnUrls.map(parseIceUrl)).toEqual([
      expect.objectContaining({ host: ENV.DOMAIN, port: 3478, transport: 'udp' }),
      expect.objectContaining({ host: ENV.DOMAIN, port: 3478, transport: 'tcp' }),
    ]);
  });

  it('maps a port for each worker, the same inside and outside, for UDP and TCP', () => {
    const { mediaPort, workers } = settingsIn({ ...DOCKER_ENV, ...rooms?.environment });
    const found = (rooms?.ports ?? []).map(mapping);
    expect(found).toEqual(
      ['udp', 'tcp'].map((protocol) => ({ first: mediaPort, last: mediaPort + workers - 1, same: true, protocol })),
    );
  });

  it('gives the server the time that it drains for', () => {
    const { drainTimeout } = settingsIn({ ...DOCKER_ENV, ...rooms?.environment });
    expect(rooms?.stop_grace_period).toMatch(/^\d+s$/);
    expect(Number.parseInt(rooms?.stop_grace_period ?? '', 10) * 1_000).toBeGreaterThan(drainTimeout + 5_000);
  });

  it('refuses to start without what only a person can know', () => {
    for (const name of Object.keys(ENV)) expect(read('compose.yaml')).toMatch(new RegExp(`\\$\\{${name}:\\?`));
  });

  it('names files, volumes and services that there are', () => {
    expect(existsSync(join(FOLDER, rooms?.build?.context ?? '', rooms?.build?.dockerfile ?? 'none'))).toBe(true);
    for (const { volumes: mounts = [], depends_on = {} } of Object.values(services)) {
      for (const [source = ''] of mounts.map((mount) => mount.split(':'))) {
        expect(source.startsWith('.') ? existsSync(join(FOLDER, source)) : source in (volumes ?? {})).toBe(true);
      }
      for (const name of Object.keys(depends_on)) expect(services).toHaveProperty(name);
    }
  });

  it('has a relay in the network of the host that lets through one address of all', () => {
    expect(relay?.network_mode).toBe('host');
    expect(relay?.command).toContain(`--allowed-peer-ip=${ENV.PUBLIC_ADDRESS ?? ''}`);
    expect(relay?.command).toContain(`--static-auth-secret=${ENV.TURN_SECRET ?? ''}`);
    // coturn adds the secret of the command line to that of the file.
    expect(read('turnserver.conf')).not.toMatch(/^static-auth-secret/m);
  });

  it('tells of every port that is to be opened', () => {
    const head = read('compose.yaml').split('\nname:')[0] ?? '';
    const [first, last] = ['min-port', 'max-port'].map(
      (key) => new RegExp(`^${key}=(\\d+)$`, 'm').exec(read('turnserver.conf'))?.[1],
    );
    expect(head).toMatch(`${first ?? ''}-${last ?? ''}`);
    for (const port of ['80', '443', '20000-20001', '3478']) expect(head).toMatch(port);
    expect(https?.ports).toEqual(['80:80', '443:443']);
  });

  it('over which the other file puts the network of the host, with settings that the server takes', () => {
    const { rooms: onHost, https: httpsOnHost } = compose('compose.host.yaml').services;
    const config = settingsIn({ ...DOCKER_ENV, ...rooms?.environment, ...onHost?.environment });
    expect(config).toMatchObject({ host: '127.0.0.1', mediaHost: '0.0.0.0', trustedProxies: ['loopback'] });
    for (const service of [onHost, httpsOnHost]) expect(service).toMatchObject({ network_mode: 'host', ports: [] });
    expect(httpsOnHost?.command).toMatch(`127.0.0.1:${String(config.port)}`);
  });
});

describe('the Dockerfile', () => {
  const of = (word: string): string[] => DOCKERFILE.filter((line) => line.startsWith(`${word} `));

  it('copies what there is', () => {
    for (const line of of('COPY').filter((each) => !each.includes('--from='))) {
      const words = line.split(/\s+/).slice(1, -1);
      for (const source of words) expect([source, existsSync(join(PROJECT, source))]).toEqual([source, true]);
    }
  });

  it('sets what the server takes, and opens its ports', () => {
    const config = settingsIn({ ...DOCKER_ENV, SFU_ROOM_OPEN: 'true' });
    expect(config.dataDir).toBe('/data');
    const { port, mediaPort } = config;
    expect(of('EXPOSE')).toEqual([`EXPOSE ${String(port)}/tcp ${String(mediaPort)}/udp ${String(mediaPort)}/tcp`]);
  });

  it('ends as a user without rights, with a health check', () => {
    expect(of('USER')).toEqual(['USER node']);
    expect(of('HEALTHCHECK')).toHaveLength(1);
    expect(DOCKERFILE.findIndex((line) => line.startsWith('USER'))).toBeGreaterThan(
      DOCKERFILE.findLastIndex((line) => line.startsWith('RUN')),
    );
  });

  it('has in its last stage the libraries of a worker that was built, and nothing that builds', () => {
    const last = DOCKERFILE.slice(DOCKERFILE.findLastIndex((line) => line.startsWith('FROM ')));
    const [install = ''] = last.filter((line) => line.includes('apt-get install'));
    const packages = /--no-install-recommends ([^&]+)/.exec(install)?.[1]?.trim().split(/\s+/);
    expect(packages?.sort()).toEqual([...runtimePackages].sort());
    expect(last.join('\n')).not.toMatch(/npm (ci|install|run)|g\+\+|python/);
  });
});

describe('the systemd unit', () => {
  it('sets what the server takes', () => {
    const [, line = ''] = /^Environment=(.*)$/m.exec(read('sfu-room.service')) ?? [];
    const env = Object.fromEntries(line.split(' ').map((pair) => pair.split('=') as [string, string]));
    expect(settingsIn(env).dataDir).toBe('/var/lib/sfu-room');
    expect(read('sfu-room.service')).toMatch(/^StateDirectory=sfu-room$/m);
  });
});

describe('the proxies', () => {
  it.each(['nginx.conf', 'Caddyfile'])('lead to where the server listens by itself: %s', (name) => {
    const { host, port } = loadConfig({ flags: {}, env: {} });
    expect(read(name)).toMatch(`${host}:${String(port)}`);
  });
});
