import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foundCentre } from '@zhiheng/access';
import { internalDoubtRules } from '@zhiheng/contracts';
import { connect, type Database, inCentre, migrate, startEmbeddedPostgres } from '@zhiheng/database';
import { workOnRuns } from '../../services/control/doubt-rules/runner.ts';
import { probedRules } from '../../services/control/store/doubt-rules/probes.ts';
import { insertRun } from '../../services/control/store/doubt-run-store.ts';
import { insertMonth } from './doubt-world.ts';
import { median, type Row, whole } from './table.ts';

const centre = 'reference-county';
const month = { from: '2026-03-01', until: '2026-04-01' };
const cases = Number(process.env.ZHIHENG_BENCH_CASES ?? 1_000_000);

/** All rules over a month of cases and over one of a tenth, what they find raised, each against reading its cases and steps once. */
export async function benchDoubtRules(directory: string): Promise<Row[]> {
  const tenth = await measure(join(directory, 'tenth'), Math.round(cases / 10));
  const full = await measure(join(directory, 'full'), cases);
  return [
    row(tenth),
    row(full),
    {
      what: `most memory that a process of the database held for itself meanwhile, ${whole(cases)} cases ÷ ${whole(tenth.cases)}`,
      ours: `${whole(full.memory / 1024)} MB`,
      baseline: `${whole(tenth.memory / 1024)} MB`,
      ratio: full.memory / tenth.memory,
      bound: '≤ 1.25 (constant)',
      met: full.memory <= 1.25 * tenth.memory,
    },
  ];
}

interface Measured {
  cases: number;
  run: number;
  scan: number;
  /** Most that a process of the database held for itself, in kB. */
  memory: number;
  found: number;
}

const row = ({ cases: count, run, scan, found }: Measured): Row => ({
  what: `all doubt rules over a month of ${whole(count)} cases, ${whole(found)} found ÷ one sequential scan of its cases and steps`,
  ours: `${(run / 1000).toFixed(2)} s`,
  baseline: `${(scan / 1000).toFixed(2)} s`,
  ratio: run / scan,
  bound: '≤ 20',
  met: run / scan <= 20,
});

/** On a server of its own, so that its scan reads nothing else. */
async function measure(directory: string, count: number): Promise<Measured> {
  const server = await startEmbeddedPostgres({ directory, password: 'bench' });
  try {
    await migrate(server.url);
    return await measureOn(server.url, count);
  } finally {
    await server.stop();
  }
}

async function measureOn(url: string, count: number): Promise<Measured> {
  const [owner, access, control] = [
    await connect({ url, statementTimeout: 0 }),
    await connect({ url, service: 'access' }),
    await connect({ url, service: 'control' }),
  ];
  try {
    const county = JSON.parse(
      await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'),
    );
    await foundCentre(access, { ...county, centre }, () => `bench/${centre}`);
    await insertMonth(owner, centre, month.from, count);
    const [runs, scans] = [[] as number[], [] as number[]];
    const watch = watchMemory(owner);
    // The first raises what it finds, the others find it again.
    for (let round = 0; round < 3; round++) {
      scans.push(await timed(() => scanOnce(owner)));
      runs.push(await timed(() => runOnce(control)));
    }
    const memory = await watch.stop();
    const { rows } = await owner.pool.query('select count(*)::int as found from control.doubt where centre = $1', [
      centre,
    ]);
    return { cases: count, run: median(runs), scan: median(scans), memory, found: rows[0].found };
  } finally {
    await Promise.all([owner.close(), access.close(), control.close()]);
  }
}

async function runOnce(control: Database): Promise<void> {
  await inCentre(control, centre, (transaction) =>
    insertRun(transaction, centre, {
      ...{ kind: 'asked', mode: 'raise', ...month, rules: [...probedRules].toSorted(), slices: 1 },
      parameters: Object.fromEntries(internalDoubtRules.map(({ code, parameters }) => [code, parameters])),
      askedBy: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
    }),
  );
  const log = {
    error: (facts: unknown) => {
      throw new Error('the run failed', { cause: facts });
    },
  };
  const signal = new AbortController().signal;
  if ((await workOnRuns({ database: control, log, holidays: undefined, signal }, centre)) !== 1)
    throw new Error('The run did not end.');
}

/** Each row's own columns, read once in the order in which they lie. */
async function scanOnce(owner: Database): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query(`begin; set local max_parallel_workers_per_gather = 0; set local enable_indexscan = off;
      set local enable_bitmapscan = off; set local enable_indexonlyscan = off`);
    await client.query(
      'select count(item), count(subject), sum(amount_fen), max(closed_at) from access.case where centre = $1',
      [centre],
    );
    await client.query(
      'select count(duty), count(outcome), count(person), max(at) from access.step where centre = $1',
      [centre],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function watchMemory(owner: Database): { stop(): Promise<number> } {
  let most = 0;
  let stopped = false;
  const look = async () => {
    const { rows } = await owner.pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'zhiheng-control'`,
    );
    for (const { pid } of rows) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      most = Math.max(most, Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0));
    }
  };
  const watching = (async () => {
    while (!stopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
      return most;
    },
  };
}
