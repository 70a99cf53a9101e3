/**
 * Who may import whom. An arrow goes down only; what stands in no list here is forbidden.
 *
 *   define -> element -> parts -> {layout, i18n};  element -> client -> protocol;  mobx -> client's types
 *   frameworks -> element's and parts' types
 *   main -> cli -> server -> {http, signaling, config};  signaling -> {room, auth, protocol}
 *   room -> {media, protocol};  media -> mediasoup
 *   api -> {http, auth, rooms}
 *
 * `types` may be imported for their types alone, which leaves nothing at run time.
 */
const WIDGET = {
  protocol: {},
  client: { values: ['protocol'] },
  mobx: { types: ['protocol', 'client'] },
  layout: {},
  i18n: { types: ['protocol', 'client'] },
  parts: { values: ['layout', 'i18n'], types: ['protocol', 'client'] },
  element: { values: ['parts', 'layout', 'i18n', 'client', 'protocol'] },
  frameworks: { types: ['element', 'parts'] },
};

const BACKEND = {
  auth: {},
  media: {},
  room: { values: ['media', 'auth'] },
  signaling: { values: ['room', 'auth'], types: ['media'] },
  http: { values: ['auth'] },
  webhooks: { types: ['room'] },
  metrics: { types: ['room', 'media', 'webhooks'] },
  api: { values: ['auth', 'http'], types: ['room', 'media', 'metrics'], files: ['rooms'] },
};

/** Files of backend/src itself that stand beside the folders and that any of them may use. */
const BACKEND_LEAVES = ['allowed-origin', 'logger', 'request-error'];

const layerRules = (root, layers, leaves = []) =>
  Object.entries(layers).flatMap(([layer, { values = [], types = [], files = [] }]) => {
    const allowed = (names) => [
      `^${root}/(${[layer, ...names].join('|')})/`,
      ...[...leaves, ...files].map((leaf) => `^${root}/${leaf}\\.ts$`),
    ];
    const rule = (name, to) => ({
      name: `${root.split('/')[0]}-${layer}-${name}`,
      severity: 'error',
      from: { path: `^${root}/${layer}/` },
      to: { path: `^${root}/`, ...to },
    });
    return [
      rule('imports', { pathNot: allowed([...values, ...types]) }),
      rule('values', { pathNot: allowed(values), dependencyTypesNot: ['type-only'] }),
    ];
  });

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
    ...layerRules('widget/src', WIDGET),
    ...layerRules('backend/src', BACKEND, BACKEND_LEAVES),
    {
      name: 'protocol-types-only',
      comment: 'The wire contract depends on nothing at run time, so that either side can load it.',
      severity: 'error',
      from: { path: '^widget/src/protocol/' },
      to: { pathNot: '^widget/src/protocol/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-without-ui',
      severity: 'error',
      from: { path: '^widget/src/client/' },
      to: { path: 'node_modules/(lit|lit-html|lit-element|@lit)/' },
    },
    {
      name: 'mediasoup-in-media',
      comment: 'Everything else speaks to the media engine through media/.',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '^backend/src/media/' },
      to: { path: 'node_modules/mediasoup/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'socket-io-in-signaling',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '^backend/src/(signaling/|(server|attach|room-service)\\.ts$)' },
      to: { path: 'node_modules/socket\\.io/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'express-in-http',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '^backend/src/((http|api)/|(server|attach)\\.ts$)' },
      to: { path: 'node_modules/express/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'config-from-above',
      comment: 'Layers take what they need as options; only the composition root knows the settings.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: '^backend/src/((config|cli|doctor)/|(server|attach|room-service|index|config)\\.ts$)',
      },
      to: { path: '^backend/src/config(\\.ts$|/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'backend-to-widget',
      comment: 'Of the widget the backend knows the wire contract; the rest it serves as files.',
      severity: 'error',
      from: { path: '^backend/src/' },
      to: { path: '^widget/', pathNot: '^widget/(src|dist)/protocol/' },
    },
    {
      name: 'widget-to-backend',
      severity: 'error',
      from: { path: '^widget/' },
      to: { path: '^(backend|site|test)/' },
    },
    { name: 'site-alone', severity: 'error', from: { path: '^site/' }, to: { pathNot: '^site/' } },
    {
      name: 'nothing-above-main',
      severity: 'error',
      from: {},
      to: { path: '^(backend/src/main|widget/src/define)\\.ts$' },
    },
    {
      name: 'cli-on-top',
      severity: 'error',
      from: { pathNot: '^backend/src/(main\\.ts$|cli/)' },
      to: { path: '^backend/src/cli/' },
    },
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
