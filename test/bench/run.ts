import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@zhiheng/database';
import { benchDeparture } from './departure.ts';
import { benchDoubtRules } from './doubt-rules.ts';
import { benchEngines } from './engines.ts';
import { benchEvaluation } from './evaluation.ts';
import { benchLarge } from './large.ts';
import { benchLog } from './log.ts';
import { benchMemory } from './memory.ts';
import { benchReports } from './reports.ts';
import { benchRoster } from './roster.ts';
import { benchSampling } from './sampling.ts';
import { benchScan } from './scan.ts';
import { benchSignIn } from './sign-in.ts';
import { benchStaffing } from './staffing.ts';
import { benchStart } from './start.ts';
import { benchSteps } from './steps.ts';
import { linesOf, mergedTable, type Row, tableOf } from './table.ts';

/** What `npm run bench` runs: every ratio of one run as a table, or of the parts that are named; `--write` keeps them in this folder's README. */
const folder = await mkdtemp(join(tmpdir(), 'zhiheng-bench-'));
await chmod(folder, 0o711);
const say = (line: string) => process.stdout.write(`${line}\n`);

const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}, PostgreSQL 18 embedded`;
const today = new Date().toISOString().slice(0, 10);

const environment = {
  PORT: '0',
  ZHIHENG_DATA_DIR: join(folder, 'demo'),
  ZHIHENG_PROFILE: 'demo',
  LOG_LEVEL: 'error',
  DATABASE_URL: '',
};

/** In the order of the table. */
const parts: Record<string, () => Promise<Row | Row[]> | Row[]> = {
  evaluation: () => benchEvaluation(environment),
  large: () => benchLarge(join(folder, 'large')),
  memory: () => benchMemory(join(folder, 'memory')),
  engines: benchEngines,
  steps: () => benchStepsAtStore(),
  departure: () => benchDeparture(join(folder, 'departure')),
  log: () => benchLog(folder, environment),
  scan: benchScan,
  roster: () => benchRoster(join(folder, 'roster')),
  sampling: () => onServer('sampling', benchSampling),
  staffing: benchStaffing,
  'doubt-rules': () => benchDoubtRules(join(folder, 'doubt-rules')),
  'sign-in': () => benchSignIn(environment),
  reports: () => onServer('reports', benchReports),
  start: () => benchStart(environment, join(folder, 'bare')),
};

const benchStepsAtStore = () =>
  onServer('steps', (server) =>
    benchSteps(server, [
      [32, 1],
      [128, 2.5],
    ]),
  );

async function onServer(name: string, work: (server: EmbeddedPostgres) => Promise<Row[]>): Promise<Row[]> {
  const server = await startEmbeddedPostgres({ directory: join(folder, name), password: 'bench' });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** By part, the lines of the table. */
async function measure(names: readonly string[]): Promise<Map<string, string[]>> {
  const unknown = names.filter((name) => !parts[name]);
  if (unknown.length) throw new Error(`No part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  const found = new Map<string, string[]>();
  for (const [name, work] of Object.entries(parts)) {
    if (names.length && !names.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    const lines = linesOf(name, [await work()].flat(), today);
    // What was measured is not lost when a later part fails.
    process.stderr.write(`${tableOf(lines)}\n`);
    found.set(name, lines);
  }
  return found;
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
  const measured = await measure(positionals);
  say(`Machine: ${machine}.\n\n${tableOf([...measured.values()].flat())}`);
  if (values.write) await keep(measured);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function keep(measured: ReadonlyMap<string, string[]>): Promise<void> {
  const readme = new URL('./README.md', import.meta.url);
  const before = await readFile(readme, 'utf8');
  await writeFile(
    readme,
    before.replace(
      /(<!-- table -->\n)([\s\S]*)(<!-- \/table -->)/,
      (_, head, table, tail) =>
        `${head}\nMachine: ${machine}.\n\n${mergedTable(table, measured, Object.keys(parts))}\n\n${tail}`,
    ),
  );
}
