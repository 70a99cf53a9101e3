import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../backend/src/api/operations.js';
import { ApiClient, API_SECRET } from '../../helpers/api-client.js';
import { usingServer } from '../../helpers/room-server.js';

const server = usingServer({ secret: [API_SECRET] });
let api: ApiClient;

beforeAll(async () => {
  api = await ApiClient.open(server.url);
});

const get = (path: string): Promise<Response> => fetch(`${server.url}/sfu-room/api${path}`);

describe('the document', () => {
  it('is OpenAPI 3.1, by its schema, and needs no token', async () => {
    const response = await get('/openapi.json');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('application/json');
    const document = (await response.json()) as Record<string, unknown>;
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(api.document.servers).toEqual([{ url: '/sfu-room/api' }]);
  });

  it('holds every operation that there is, each by an id of its own', () => {
    expect(api.ids.sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
    expect(new Set(api.ids).size).toBe(OPERATIONS.length);
  });

  it('leads from every reference to a schema', () => {
    const references = [...JSON.stringify(api.document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name = ''] of references) expect(api.document.components.schemas).toHaveProperty(name);
  });
});

describe('the page', () => {
  it('is read without a token, loads nothing and runs nothing', async () => {
    const response = await get('');
    const page = await response.text();
    expect(response.headers.get('content-type')).toMatch('text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch("default-src 'none'");
    expect(policy).not.toMatch('unsafe');
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(style).not.toBe('');
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(page).not.toMatch(/<script|<link|<img| style=| on\w+=/);
  });

  it('shows every operation, its address and its codes', async () => {
    const page = await (await get('/')).text();
    for (const { id, path, summary } of OPERATIONS) {
      expect(page).toContain(`<article id="${id}">`);
      expect(page).toContain(summary);
      expect(page).toContain(`/sfu-room/api${path}`);
      for (const code of api.codesOf(id)) expect(page).toContain(`<code>${code}</code>`);
    }
    for (const name of Object.keys(api.document.components.schemas)) expect(page).toContain(`id="schema-${name}"`);
    const types = [...page.matchAll(/<\/th>\s*<td>([^]*?)<\/td>/g)].map(([, type = '']) => type.trim());
    expect(types.length).toBeGreaterThan(50);
    for (const type of types) expect(type).toMatch(/\w/);
  });

  it('leads to every anchor that it names, each of which there is once', async () => {
    const page = await (await get('/')).text();
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });
});
