const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Who may import whom stands in ARCHITECTURE.md, once: this enforces the arrows as they are drawn there. `a, b -> {c, d*}`
 * lets a and b import c, and of d the types alone, which leaves nothing at run time. A name is a folder or a file of the
 * package's source; other files beside the folders are leaves, which any of them may import. What has no arrow is
 * forbidden.
 */
const architecture = readFileSync(join(__dirname, 'ARCHITECTURE.md'), 'utf8');

const namesIn = (list) => list.match(/[\w-]+\*?/g) ?? [];

function arrowsOf(root) {
  const [, block] =
    architecture
      .split('```')
      .find((part) => part.startsWith(`\n${root}\n`))
      ?.split(`${root}\n`) ?? [];
  if (!block) throw new Error(`ARCHITECTURE.md has no arrows of ${root}.`);
  const arrows = new Map();
  for (const arrow of block.split(/[;\n]/).filter((text) => text.trim() !== '')) {
    const [from, to, ...more] = arrow.split('->').map(namesIn);
    if (!from || !to || more.length > 0) throw new Error(`ARCHITECTURE.md: "${arrow.trim()}" is no arrow.`);
    for (const name of from) arrows.set(name, [...(arrows.get(name) ?? []), ...to]);
    for (const name of to) if (!arrows.has(name.replace('*', ''))) arrows.set(name.replace('*', ''), []);
  }
  return arrows;
}

/**
 * @param root folder
 * @param elsewhere where names stand that are not in it
 */
function layerRules(root, elsewhere = {}) {
  const arrows = arrowsOf(root);
  const place = (name) => elsewhere[name] ?? `^${root}/${name}(/|\\.ts$)`;
  const layers = [...arrows].filter(([name]) => !(name in elsewhere));
  const leaves = `^${root}/(?!(${layers.map(([name]) => name).join('|')})\\.ts$)[\\w-]+\\.ts$`;
  const within = [`^${root}/`, ...Object.values(elsewhere)];
  const rulesOf = ([layer, targets]) => {
    const rule = (name, to) => ({
      name: `${root.split('/')[0]}-${layer}-${name}`,
      severity: 'error',
      from: { path: place(layer) },
      to: { path: within, ...to },
    });
    const values = targets.filter((name) => !name.endsWith('*'));
    const all = targets.map((name) => name.replace('*', ''));
    const allowed = (names) => [...[layer, ...names].map(place), leaves];
    return [
      rule('imports', { pathNot: allowed(all) }),
      rule('values', { pathNot: allowed(values), dependencyTypesNot: ['type-only'] }),
    ];
  };
  return [
    ...layers.flatMap(rulesOf),
    {
      name: `${root.split('/')[0]}-drawn`,
      comment: 'Who imports a layer has an arrow; a leaf has none, and imports leaves alone.',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: layers.map(([name]) => place(name)) },
      to: { path: `^${root}/`, pathNot: leaves },
    },
  ];
}

/** The wire contract, as source and as the package has it. */
const PROTOCOL = '^widget/(src|dist)/protocol/';

/** Libraries that one layer keeps to itself, by who may load them: everything else speaks to them through it. */
const LIBRARIES = {
  '(lit|lit-html|lit-element|@lit)': '^widget/src/(parts|element)/',
  '@lucide/icons': '^widget/src/parts/',
  '(mediasoup-client|socket\\.io-client)': '^widget/src/client/',
  mobx: '^widget/src/mobx/',
  mediasoup: '^backend/src/media/',
  'socket\\.io': '^backend/src/server\\.ts$',
  express: '^backend/src/(http|api)/',
  'prom-client': '^backend/src/metrics/',
  commander: '^backend/src/cli/',
  jose: '^backend/src/auth/',
};

const libraryRules = Object.entries(LIBRARIES).map(([library, place]) => ({
  name: `library-${library.match(/[a-z-]+/)[0]}`,
  severity: 'error',
  from: { path: '^(widget|backend)/src/', pathNot: place },
  to: { path: `node_modules/${library}/`, dependencyTypesNot: ['type-only'] },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared',
      comment: 'What is shipped may import only what its own package.json names.',
      severity: 'error',
      from: { path: '^(widget|backend)/src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    ...layerRules('widget/src'),
    ...layerRules('backend/src', { protocol: PROTOCOL }),
    ...libraryRules,
    {
      name: 'protocol-types-only',
      comment: 'The wire contract depends on nothing at run time, so that either side can load it.',
      severity: 'error',
      from: { path: '^widget/src/protocol/' },
      to: { pathNot: '^widget/src/protocol/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'backend-to-widget',
      comment: 'Of the widget the backend knows the wire contract; the rest it serves as files.',
      severity: 'error',
      from: { path: '^backend/src/' },
      to: { path: '^widget/', pathNot: PROTOCOL },
    },
    {
      name: 'widget-to-backend',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^(backend|site|test)/' },
    },
    { name: 'site-alone', severity: 'error', from: { path: '^site/' }, to: { pathNot: '^site/' } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '(^|/)dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
    },
  },
};
