import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** `npm test` checks the doors over the real tree; here each of them is broken once, to see that it would be found. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const tree: Record<string, string> = {
  'tsconfig.json': '{"compilerOptions":{"module":"nodenext","allowImportingTsExtensions":true,"noEmit":true}}',
  'node_modules/kysely/package.json': '{"name":"kysely","version":"1.0.0","main":"index.js"}',
  'node_modules/kysely/index.js': 'module.exports = {};',
  'package.json': '{"name":"tree","type":"module","dependencies":{"kysely":"1.0.0"}}',
  'packages/duties/index.ts': 'export const rule = 1;',
  'packages/duties/reads-a-file.ts': "import { readFileSync } from 'node:fs'; export const x = readFileSync;",
  'packages/duties/asks-the-database.ts': "import { pool } from '../database/index.ts'; export const x = pool;",
  'packages/database/index.ts': 'export const pool = 1;',
  'packages/database/knows-a-service.ts':
    "import { access } from '../../services/access/plugin.ts'; export const x = access;",
  'services/access/plugin.ts': 'export const access = 1;',
  'services/access/visits-audit.ts': "import { audit } from '../audit/plugin.ts'; export const x = audit;",
  'services/access/speaks-sql.ts': "import kysely from 'kysely'; export const x = kysely;",
  'services/access/store/speaks-sql.ts': "import kysely from 'kysely'; export const x = kysely;",
  'services/access/store/judges.ts': "import { rule } from '../../../packages/duties/index.ts'; export const x = rule;",
  'services/access/one.ts': "import { two } from './two.ts'; export const one = () => two;",
  'services/access/two.ts': "import { one } from './one.ts'; export const two = () => one;",
  'services/audit/plugin.ts': 'export const audit = 1;',
  'services/standalone/start.ts':
    "import { access } from '../access/plugin.ts'; import { audit } from '../audit/plugin.ts'; export const x = [access, audit];",
};

let folder: string;
let found: Set<string>;

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[] };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-doors-'));
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const args = [
    cruiser,
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'packages',
    'services',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  const { summary } = JSON.parse(stdout) as Report;
  found = new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  'pure-imports-platform: packages/duties/reads-a-file.ts',
  'pure-imports-world: packages/duties/asks-the-database.ts',
  'package-imports-service: packages/database/knows-a-service.ts',
  'service-imports-service: services/access/visits-audit.ts',
  'sql-outside-of-store: services/access/speaks-sql.ts',
  'store-imports-rules: services/access/store/judges.ts',
  'circular: services/access/one.ts',
])('a broken door is found: %s', (door) => {
  expect([...found]).toContain(door);
});

test('what the doors let through is let through: standalone mounts services, a store speaks SQL', () => {
  expect([...found].filter((door) => /standalone|store\/speaks-sql/.test(door))).toEqual([]);
});
