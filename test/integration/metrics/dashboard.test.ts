import { readFile } from 'node:fs/promises';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gaugeWebhooks } from '../../../backend/src/metrics/webhook-metrics.js';
import { MetricsText } from '../../helpers/metrics-text.js';
import { startServer } from '../../helpers/room-server.js';

const FILE = new URL('../../../backend/deploy/grafana-dashboard.json', import.meta.url);
const DOCS = new URL('../../../site/docs/monitoring.md', import.meta.url);

interface Panel {
  id: number;
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

const { panels, templating } = JSON.parse(await readFile(FILE, 'utf8')) as {
  panels: Panel[];
  templating: { list: { name: string; definition?: string }[] };
};
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

/** What a query asks for: the names before a selector, and not those of functions, labels and variables. */
const asked = (expr: string): string[] => [...expr.matchAll(/\b(\w+)\{/g)].map(([, name = '']) => name);

let names: ReadonlySet<string>;
let labels: ReadonlySet<string>;

beforeAll(async () => {
  const server = await startServer({ metrics: 'open' });
  const metrics = await MetricsText.from(`${server.url}/metrics`);
  await server.close();
  const register = new Registry();
  gaugeWebhooks({ figures: [] }, register);
  const webhooks = new MetricsText(await register.metrics());
  names = new Set([...metrics.names, ...webhooks.names]);
  labels = new Set(['instance', ...metrics.labels, 'endpoint', 'result', 'name', 'code']);
});

afterAll(() => {
  expect(queries.length).toBeGreaterThan(20);
});

describe('the dashboard', () => {
  test.each(queries)('asks in "$title" for metrics and labels that there are: $expr', ({ expr }) => {
    expect(asked(expr)).not.toEqual([]);
    expect(asked(expr).filter((name) => !names.has(name))).toEqual([]);
    const selected = [...expr.matchAll(/[{,](\w+)(?:=|!=|=~)"/g)].map(([, label = '']) => label);
    const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
    expect([...selected, ...grouped].filter((label) => !labels.has(label))).toEqual([]);
  });

  test('offers the servers by a metric that there is', () => {
    const { definition = '' } = templating.list.find(({ name }) => name === 'instance') ?? {};
    expect(names).toContain(/label_values\((\w+),/.exec(definition)?.[1]);
  });

  test('shows every metric of this server’s own', () => {
    const all = queries.flatMap(({ expr }) => asked(expr));
    const own = [...names].filter((name) => name.startsWith('sfu_room_') && !/_(bucket|sum|count)$/.test(name));
    expect(own.filter((name) => !all.includes(name))).toEqual([]);
  });

  test('has panels of different ids that do not lie on each other', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)}:${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });
});

describe('the docs on metrics', () => {
  test('name every metric of this server’s own, with its labels, and no other', async () => {
    const rows = (await readFile(DOCS, 'utf8')).matchAll(/^\| `(sfu_room_\w+)` +\|([^|]*)\|/gm);
    const documented = new Map([...rows].map(([, name = '', cell = '']) => [name, cell.match(/\w+/g) ?? []]));
    const own = [...names].filter((name) => name.startsWith('sfu_room_'));
    const plain = own.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    expect([...documented.keys()].sort()).toEqual([...new Set(plain)].sort());
    expect([...documented.values()].flat().filter((label) => !labels.has(label))).toEqual([]);
  });
});
