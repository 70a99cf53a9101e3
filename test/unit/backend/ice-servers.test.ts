import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../backend/src/config.js';
import { iceServersFor } from '../../../backend/src/ice-servers.js';

const NOW = Date.UTC(2030, 0, 1);
const turnUrls = ['turn:turn.example.org:3478', 'turns:turn.example.org:5349'];

describe('the servers that a peer is told of', () => {
  it('are none by default', () => {
    expect(iceServersFor(resolveConfig(), 'peer', NOW)).toEqual([]);
  });

  it('are those of the list as they stand there, before those with credentials', () => {
    const iceServers = [{ urls: 'stun:stun.example.org' }];
    const config = resolveConfig({ iceServers, turnUrls, turnUsername: 'u', turnCredential: 'c' });
    expect(iceServersFor(config, 'peer', NOW)).toEqual([
      ...iceServers,
      { urls: turnUrls, username: 'u', credential: 'c' },
    ]);
  });

  it('have credentials of the peer where a secret is shared, which end when they should', () => {
    const config = resolveConfig({ turnUrls, turnSecret: 'shared', turnTtl: 60_000 });
    const username = `${String(NOW / 1_000 + 60)}:peer`;
    const credential = createHmac('sha1', 'shared').update(username).digest('base64');
    expect(iceServersFor(config, 'peer', NOW)).toEqual([{ urls: turnUrls, username, credential }]);
  });

  it('differ between peers and between moments', () => {
    const config = resolveConfig({ turnUrls, turnSecret: 'shared' });
    const credentials = [
      iceServersFor(config, 'a', NOW),
      iceServersFor(config, 'b', NOW),
      iceServersFor(config, 'a', NOW + 1_000),
    ].map(([server]) => server?.credential);
    expect(new Set(credentials).size).toBe(3);
  });

  it('never carry the shared secret itself', () => {
    const config = resolveConfig({ turnUrls, turnSecret: 'shared-secret' });
    expect(JSON.stringify(iceServersFor(config, 'peer', NOW))).not.toMatch('shared-secret');
  });
});
