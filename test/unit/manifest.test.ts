import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CustomElementDeclaration, Package } from 'custom-elements-manifest';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemsOf } from '../../scripts/manifest/check.mjs';
import { vsCodeCss, vsCodeHtml, webTypes } from '../../scripts/manifest/editor-data.mjs';
import { manifestOf, readElements } from '../../scripts/manifest/manifest.mjs';
import { Sources } from '../../scripts/manifest/sources.mjs';

/** An element with one of everything, most of it described wrongly. */
const PROBE = `
import { css, html, LitElement, type PropertyDeclarations } from 'lit';

/**
 * \`<sfu-probe>\`: shows nothing.
 * @attr gone
 * @slot here - is there
 * @slot gone - is not
 * @event {CustomEvent<{on, gone}>} sfu-device - pressed
 * @event sfu-gone - never sent
 * @csspart here @csspart gone
 * @cssprop [--sfu-probe=2px] - a length
 * @cssprop [--sfu-gone] - is not read
 */
export class SfuProbe extends LitElement {
  static override properties: PropertyDeclarations = { mode: { reflect: true }, secret: { state: true } };
  static override styles = css\`
    p { inset: var(--sfu-probe, 3px) var(--sfu-new, 1px); }
  \`;
  /** Which of two. */
  declare mode: 'one' | 'two';
  bare = 1;
  declare private secret: string;

  constructor() {
    super();
    this.mode = 'one';
    this.secret = '';
  }

  silent(): void {
    this.dispatchEvent(new CustomEvent('sfu-new', { detail: this.secret }));
    this.dispatchEvent(new CustomEvent('sfu-device'));
  }

  protected override render(): unknown {
    const name = this.mode === 'one' ? 'here' : 'new';
    return html\`<slot name="here"></slot><slot></slot><p part=\${name}></p>
      <sfu-icon exportparts="svg: here, gone: here"></sfu-icon>\`;
  }
}

export class SfuLost extends SfuProbe {}
`;

const REGISTER = `
import { SfuProbe } from '../parts/probe.js';

export const ELEMENTS = { 'sfu-probe': SfuProbe } as const;
`;

function elementOf({ modules }: Package, tag: string): CustomElementDeclaration {
  const all = modules.flatMap(({ declarations = [] }) => declarations) as CustomElementDeclaration[];
  const found = all.find(({ tagName }) => tagName === tag);
  if (!found) throw new Error(`The manifest has no <${tag}>.`);
  return found;
}

describe('the manifest of the elements', () => {
  let sources: Sources;
  let elements: ReturnType<typeof readElements>;
  let manifest: Package;

  beforeAll(() => {
    sources = new Sources();
    elements = readElements(sources);
    manifest = manifestOf(elements);
  }, 60_000);

  it('has everything that is public, and nothing that is not there', () => {
    expect(problemsOf(elements, sources)).toEqual([]);
  });

  it('tells of the room what its page may set, call, hear and style', () => {
    const room = elementOf(manifest, 'sfu-room');
    const names = (all: readonly { name: string }[] = []): string[] => all.map(({ name }) => name);
    expect(names(room.attributes)).toEqual(expect.arrayContaining(['room', 'subscribe', 'token', 'lang']));
    expect(names(room.members)).toEqual(expect.arrayContaining(['client', 'subscribeMode', 'subscribe', 'join']));
    expect(names(room.members)).not.toContain('servePart');
    expect(room.attributes).toContainEqual(
      expect.objectContaining({ name: 'audio', type: { text: "'on' | 'off' | 'none'" }, default: "'on'" }),
    );
    expect(room.events?.find(({ name }) => name === 'track')?.type.text).toContain('track: MediaStreamTrack');
    expect(room.cssProperties).toContainEqual(expect.objectContaining({ name: '--sfu-radius', default: '12px' }));
  });

  it('has every element that frameworks are told of, and they are told of every element', async () => {
    const text = await readFile(resolve(import.meta.dirname, '../../widget/src/frameworks/elements.ts'), 'utf8');
    expect(sources.registers.length).toBeGreaterThan(1);
    for (const register of sources.registers) {
      expect(text).toContain(`'../element/${basename(register.getSourceFile().fileName, '.ts')}.js'`);
    }
    const definitions = manifest.modules.flatMap(({ exports = [] }) => exports);
    expect(definitions.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => name)).toEqual(
      elements.map(({ source }) => source.tag),
    );
  });

  it('becomes what VS Code reads', () => {
    const room = vsCodeHtml(manifest).tags.find(({ name }) => name === 'sfu-room');
    expect(room?.attributes).toContainEqual(
      expect.objectContaining({ name: 'ui', values: [{ name: 'full' }, { name: 'tiles' }, { name: 'none' }] }),
    );
    expect(room?.attributes).toContainEqual(expect.objectContaining({ name: 'autojoin', valueSet: 'v' }));
    const { properties, pseudoElements } = vsCodeCss(manifest);
    expect(properties.filter(({ name }) => name === '--sfu-hue')).toHaveLength(1);
    expect(pseudoElements.map(({ name }) => name)).toContain('::part(tile)');
  });

  it('becomes what JetBrains reads', () => {
    const { name, version, contributions } = webTypes(manifest, { name: 'sfu-room', version: '1.2.3' });
    expect([name, version]).toEqual(['sfu-room', '1.2.3']);
    const room = contributions.html.elements.find((element) => element.name === 'sfu-room');
    expect(room?.attributes).toContainEqual(
      expect.objectContaining({ name: 'autojoin', value: { kind: 'no-value', type: 'boolean' } }),
    );
    expect(room?.js.events.map((event) => event.name)).toContain('peerjoined');
    expect(room?.js.properties).toContainEqual(expect.objectContaining({ name: 'client', 'read-only': true }));
    expect(contributions.css.properties.map((property) => property.name)).toContain('--sfu-hue');
  });
});

describe('the check of the manifest', () => {
  let problems: string[];

  beforeAll(() => {
    const sources = new Sources({ 'parts/probe.ts': PROBE, 'element/probes.ts': REGISTER });
    problems = problemsOf(readElements(sources), sources);
  }, 60_000);

  it.for([
    ['an element without a tag', 'SfuLost has no tag'],
    ['a member without a word', 'nothing is written about the field "bare"'],
    ['a method without a word', 'nothing is written about the method "silent"'],
    ['an attribute that is not there', '@attr gone is written, but there is none'],
    ['an event that is not documented', 'the event "sfu-new" is not documented'],
    ['an event that is never sent', '@event sfu-gone is written, but there is none'],
    ['a detail that an event does not have', 'the detail of "sfu-device" has no "gone"'],
    ['a slot that is not documented', 'the slot "" is not documented'],
    ['a slot that is not there', '@slot gone is written, but there is none'],
    ['a part that is not documented', 'the part "new" is not documented'],
    ['a part that is not there', '@csspart gone is written, but there is none'],
    ['a part of another element that does not have it', 'passes on the part "gone", which <sfu-icon> does not have'],
    ['a custom property that is not documented', 'the custom property "--sfu-new" is not documented'],
    ['a custom property that is not read', 'the custom property "--sfu-gone" is documented and read nowhere'],
    ['a default that is another', 'the default of "--sfu-probe" is not "2px" but "3px"'],
  ] as const)('finds %s', ([, problem]) => {
    expect(problems.join('\n')).toContain(problem);
  });

  it('has nothing to say about what is private or described rightly', () => {
    const ofProbe = problems.filter((problem) => problem.includes('<sfu-probe>')).join('\n');
    expect(ofProbe).not.toContain('secret');
    expect(ofProbe).not.toContain('mode');
    expect(ofProbe).not.toContain('@slot here');
    expect(ofProbe).not.toContain('@csspart here');
    expect(ofProbe).not.toContain('constructor');
  });
});
