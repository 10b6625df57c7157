// The doors between the rooms, as the design fixes them. `npm test` fails when one is broken.
const service = '^services/(?!standalone/)([^/]+)/';
const pure = '^packages/(duties|approvals|ledger|calendar|sampling)/';
const tests = '/test/|[.]test[.]ts$|/testing[.]ts$';

export default {
  forbidden: [
    {
      name: 'service-imports-service',
      comment: 'A service reads another one through published views and its API; only standalone mounts them.',
      severity: 'error',
      from: { path: service },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'package-imports-service',
      comment: 'Packages stand below the services; the command line alone starts what standalone exports.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/cli/' },
      to: { path: '^services/' },
    },
    {
      name: 'cli-only-standalone',
      severity: 'error',
      from: { path: '^packages/cli/' },
      to: { path: '^services/(?!standalone/)' },
    },
    {
      name: 'pure-imports-world',
      comment: 'The rules of the mission know no framework, no database, no I/O.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: {
        path: [
          '^node:',
          '^(fs|net|http|https|child_process|timers|crypto|os|path)$',
          '/(fastify|pg|kysely|pino)/',
          '^packages/(database|http|contracts|client|cli)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-imports-platform',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sql-outside-of-store',
      comment: 'A route or a domain file holds no SQL: only store/ speaks to kysely or pg.',
      severity: 'error',
      from: { path: service, pathNot: `/store/|${tests}` },
      to: { path: ['node_modules/kysely/', 'node_modules/pg/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-imports-rules',
      comment: 'A store holds no rule.',
      severity: 'error',
      from: { path: '^services/[^/]+/store/', pathNot: tests },
      to: { path: '^packages/(duties|approvals|calendar)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-imports-route',
      severity: 'error',
      from: { path: '^services/[^/]+/store/' },
      to: { path: '^services/[^/]+/routes/' },
    },
    {
      name: 'circular',
      comment: 'Of types, too: what two files need of each other stands in a third, below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'test-code-in-product',
      severity: 'error',
      from: { path: '^(services|packages)/', pathNot: tests },
      to: { path: '/test/|^test/|/testing[.]ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|[.]gen[.]ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
