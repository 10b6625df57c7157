import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@zhiheng/database';
import { benchEngines } from './engines.ts';
import { benchEvaluation } from './evaluation.ts';
import { benchLarge } from './large.ts';
import { benchLog } from './log.ts';
import { benchMemory } from './memory.ts';
import { benchScan } from './scan.ts';
import { benchStaffing } from './staffing.ts';
import { benchStart } from './start.ts';
import { benchSteps } from './steps.ts';
import { markdown, type Row } from './table.ts';

/** What `npm run bench` runs: every ratio of one run as a table; `--write` keeps it in this folder's README. */
const folder = await mkdtemp(join(tmpdir(), 'zhiheng-bench-'));
await chmod(folder, 0o711);
const say = (line: string) => process.stdout.write(`${line}\n`);
const part = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  process.stderr.write(`${name} …\n`);
  return work();
};

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}, PostgreSQL 18 embedded, ${new Date().toISOString().slice(0, 10)}`;
}

async function measure(): Promise<Row[]> {
  const environment = {
    PORT: '0',
    ZHIHENG_DATA_DIR: join(folder, 'demo'),
    ZHIHENG_PROFILE: 'demo',
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
  };
  const start = await part('warm start', () => benchStart(environment, join(folder, 'bare')));
  const evaluation = await part('evaluation', () => benchEvaluation(environment));
  const duties = [...(await part('scan', async () => benchScan())), ...(await part('staffing', benchStaffing))];
  const engines = await part('engines', benchEngines);
  const large = await part('large centres', () => benchLarge(join(folder, 'large')));
  const memory = await part('memory', () => benchMemory(join(folder, 'memory')));
  const log = await part('log', () => benchLog(folder, environment));
  const server = await startEmbeddedPostgres({ directory: join(folder, 'steps'), password: 'bench' });
  try {
    return [
      ...evaluation,
      ...large,
      memory,
      ...engines,
      ...(await part('case steps', () =>
        benchSteps(server, [
          [32, 1],
          [128, 2.5],
        ]),
      )),
      ...log,
      ...duties,
      start,
    ];
  } finally {
    await server.stop();
  }
}

try {
  const text = `Machine: ${machine()}.\n\n${markdown(await measure())}`;
  say(text);
  if (process.argv.includes('--write')) await keep(text);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function keep(text: string): Promise<void> {
  const readme = new URL('./README.md', import.meta.url);
  const before = await readFile(readme, 'utf8');
  await writeFile(
    readme,
    before.replace(/(<!-- table -->\n)[\s\S]*(<!-- \/table -->)/, (_, head, tail) => `${head}\n${text}\n\n${tail}`),
  );
}
