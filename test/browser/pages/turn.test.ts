import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, usingBrowser } from '../../helpers/call.js';
import type { Lab } from '../../helpers/pages.js';
import { relayOnly } from '../../helpers/relay-only.mjs';
import { TURN_SECRET, TurnServer } from '../../helpers/turn-server.js';
import { until } from '../../helpers/until.js';

interface Pair {
  state: string;
  local: string;
  protocol: string;
}

/** How the packets of a page travel: of each connection the candidates of the pair that it uses. */
function pairsOf(caller: Caller): Promise<Pair[]> {
  return caller.page.evaluate(async () => {
    const found: Pair[] = [];
    const { connections } = (globalThis as unknown as { monitor: { connections: RTCPeerConnection[] } }).monitor;
    for (const connection of connections) {
      const reports = [...((await connection.getStats()) as unknown as Map<string, Record<string, string>>).values()];
      for (const transport of reports.filter(({ type }) => type === 'transport')) {
        const pair = reports.find(({ id }) => id === transport.selectedCandidatePairId);
        const local = reports.find(({ id }) => id === pair?.localCandidateId);
        if (!pair || !local) continue;
        found.push({
          state: String(pair.state),
          local: String(local.candidateType),
          protocol: String(local.relayProtocol),
        });
      }
    }
    return found;
  });
}

/** Every candidate of its own that a page has found. */
function candidatesOf(caller: Caller): Promise<string[]> {
  return caller.page.evaluate(async () => {
    const found: string[] = [];
    const { connections } = (globalThis as unknown as { monitor: { connections: RTCPeerConnection[] } }).monitor;
    for (const connection of connections) {
      for (const report of ((await connection.getStats()) as unknown as Map<string, Record<string, string>>).values()) {
        if (report.type === 'local-candidate') found.push(String(report.candidateType));
      }
    }
    return found;
  });
}

/** Two peers whose browsers use nothing but a relay, on a server that tells them of these TURN servers. */
async function open(
  lab: Lab,
  browser: Browser,
  turnUrls: readonly string[],
  turnSecret: string,
): Promise<[Caller, Caller]> {
  const server = await lab.server({ turnUrls, turnSecret });
  const join = (name: string): Promise<Caller> =>
    // With tiles, so that what arrives is played: only what is played has energy.
    Caller.join(lab, browser, server.url, { room: 'relayed', name, ui: 'tiles' }, [relayOnly]);
  return [await join('Ann'), await join('Bob')];
}

describe('a browser that gets out through a relay alone', () => {
  const { lab, browser } = usingBrowser();
  let coturn: TurnServer;

  beforeAll(async () => {
    coturn = await TurnServer.start();
  });

  afterAll(() => coturn.close());

  it.each([
    ['UDP', ''],
    ['TCP', '?transport=tcp'],
  ])('exchanges sound and pictures through coturn, which it reaches over %s', async (protocol, query) => {
    const [ann, bob] = await open(lab, browser(), [coturn.url + query], TURN_SECRET);
    for (const [to, from] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      const [microphone, camera] = [await to.trackOf(from, 'microphone'), await to.trackOf(from, 'camera')];
      await to.untilFlowing([microphone]);
      await until('it is heard', async () => (await to.received(microphone)).energy > 0);
      await to.untilSeen(camera);
      expect(await pairsOf(to)).toEqual(
        Array.from({ length: 2 }, () => ({ state: 'succeeded', local: 'relay', protocol: protocol.toLowerCase() })),
      );
    }
    // The names tell whose credentials they are.
    for (const caller of [ann, bob]) expect(coturn.log).toMatch(new RegExp(`<\\d+:${await caller.id()}>`));
  });

  it('gets out again when the relay was started anew, which forgot all that it had lent', async () => {
    const first = await TurnServer.start();
    lab.onClose(() => first.close());
    const [ann, bob] = await open(lab, browser(), [first.url], TURN_SECRET);
    const tracks = [await bob.trackOf(ann, 'microphone'), await bob.trackOf(ann, 'camera')];
    await bob.untilFlowing(tracks);
    await first.close();
    const second = await TurnServer.start(undefined, undefined, first.port);
    lab.onClose(() => second.close());
    await bob.untilFlowing(tracks, 40_000);
    for (const caller of [ann, bob]) {
      for (const { local } of await pairsOf(caller)) expect(local).toBe('relay');
      expect(await caller.toldOf('trackended')).toEqual([]);
    }
  });

  it('has no way at all with credentials of another secret', async () => {
    const [ann] = await open(lab, browser(), [coturn.url], 'another secret');
    await until('it is told', async () => (await ann.toldOf('error')).length > 0, 30_000);
    expect((await ann.toldOf('error')).map(({ code }) => code)).toEqual(['media-unreachable']);
    expect(await candidatesOf(ann)).not.toContain('relay');
    expect(coturn.log).toMatch(/error 401/);
    expect(coturn.log).toMatch(new RegExp(`Cannot find credentials of user <\\d+:${await ann.id()}>`));
  });

  it('has no way to an address that the relay denies, though it has its relay', async () => {
    const strict = await TurnServer.start([]);
    lab.onClose(() => strict.close());
    const [ann] = await open(lab, browser(), [strict.url], TURN_SECRET);
    await until('it is told', async () => (await ann.toldOf('error')).length > 0, 30_000);
    expect((await ann.toldOf('error')).map(({ code }) => code)).toEqual(['media-unreachable']);
    expect(await candidatesOf(ann)).toContain('relay');
    expect(strict.log).toMatch(/peer IP 127\.0\.0\.1 denied/);
    expect(strict.log).toMatch(/error 403/);
    expect(await pairsOf(ann)).toEqual([]);
    // The relay refuses within 100 ms, and the server is not to be asked for new transports as often.
    expect(await ann.page.evaluate('monitor.connections.length')).toBeLessThan(15);
  });
});
