import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { foundCentre } from '@zhiheng/access';
import { connect, type Database, type EmbeddedPostgres, inCentre, migrate, newId } from '@zhiheng/database';
import { choose } from '../../services/control/sampling/drawing.ts';
import { continueFreeze } from '../../services/control/sampling/freezing.ts';
import { scanSettings } from '../../services/control/store/draw-store.ts';
import { addCases } from './month-of-cases.ts';
import { type Row, whole } from './table.ts';

const centre = 'reference-county';
const month = '2026-10';
const cases = Number(process.env.ZHIHENG_BENCH_CASES ?? 1_000_000);
const rounds = 7;

const quota = (per10000: number, least: number) => ({ per10000, least });
const plan = {
  ...{ strata: ['item', 'amount'], bandsFen: [10_000, 100_000, 1_000_000], perOperator: 1 },
  quotas: { risk1: quota(100, 1), risk2: quota(500, 3), risk3: quota(1_000, 5) },
  certain: ['amount', 'doubt', 'exception', 'leaver', 'identity-and-merge', 'relation'] as const,
  ...{ certainFromFen: 9_900_000, certainWithinDays: 30 },
};

/** A month's sample chosen of its frozen population, against one scan that reads the facts of every member. */
export async function benchSampling(server: EmbeddedPostgres): Promise<Row[]> {
  await migrate(server.url);
  const access = await connect({ url: server.url, service: 'access' });
  const control = await connect({ url: server.url, service: 'control' });
  const owner = await connect({ url: server.url, statementTimeout: 0 });
  try {
    const county = JSON.parse(
      await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'),
    );
    await foundCentre(access, { ...county, centre }, () => 'bench/log');
    await addCases(owner, centre, cases);
    const byShare = await frozen(owner, control, { ...plan, method: 'share' });
    const share = await compare(control, byShare.id);
    return [
      {
        what: `sample of ${whole(share.drawn)} drawn by share of a month of ${whole(cases)} cases ÷ one scan of the population`,
        ours: `${whole(share.ours)} ms`,
        baseline: `${whole(share.scan)} ms`,
        ratio: share.ours / share.scan,
        bound: '≤ 3',
        met: share.ours / share.scan <= 3,
      },
      {
        what: 'freezing it: read, parted, hashed, stored, in portions; most memory it held beyond before, against 64 MB',
        ours: `${whole(byShare.seconds)} s, ${whole(byShare.megabytes)} MB`,
        baseline: '64 MB',
        ratio: byShare.megabytes / 64,
        bound: '≤ 1 (constant)',
        met: byShare.megabytes <= 64,
      },
    ];
  } finally {
    await Promise.all([access.close(), control.close(), owner.close()]);
  }
}

async function frozen(owner: Database, control: Database, withMethod: object) {
  const id = newId();
  await owner.pool.query(
    `insert into control.inspection (centre, id, kind, period, plan, commitment, planned_by)
    select $1, $2, 'case', $3, $4, sha256('x'), id from access.person where centre = $1 limit 1`,
    [centre, id, month, JSON.stringify(withMethod)],
  );
  await owner.pool.query(`update control.inspection set state = 'freezing' where id = $1`, [id]);
  const memory = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = memory();
  const start = performance.now();
  let most = 0;
  while (!(await continueFreeze(control, centre, id, { portions: 5 }))) {
    globalThis.gc?.();
    most = Math.max(most, memory() - before);
  }
  // As the database does by itself some minutes after so many rows.
  await owner.pool.query('vacuum analyze control.population');
  return { id, seconds: (performance.now() - start) / 1_000, megabytes: most / 2 ** 20 };
}

async function compare(control: Database, id: string) {
  const [scans, draws]: [number[], number[]] = [[], []];
  let drawn = 0;
  const drawable = await inCentre(control, centre, async (transaction) => {
    const row = await transaction
      .selectFrom('control.inspection')
      .select(['plan', 'size', 'must', 'money_fen as moneyFen'])
      .where('centre', '=', centre)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...row, frozenEntry: '' } as unknown as Parameters<typeof choose>[3]['drawable'];
  });
  for (let round = -2; round < rounds; round++) {
    const scanned = await timed(() =>
      inCentre(control, centre, (transaction) =>
        transaction
          .selectFrom('control.population')
          .select(({ fn }) => [
            fn.count('item').as('items'),
            fn.count('unit').as('units'),
            fn.count('channel').as('channels'),
            fn.count('operator').as('operators'),
            fn.count('must').as('must'),
            fn.sum('amount_fen').as('fen'),
            fn.max('stratum').as('stratum'),
          ])
          .where('centre', '=', centre)
          .where('inspection', '=', id)
          .execute(),
      ),
    );
    const chosen = await timed(async () => {
      const sample = await inCentre(
        control,
        centre,
        (transaction) => choose(transaction, centre, id, { drawable, seed: randomBytes(32) }),
        scanSettings,
      );
      drawn = sample.length;
    });
    // The first rounds warm the code and the cache.
    if (round < 0) continue;
    scans.push(scanned);
    draws.push(chosen);
  }
  // The best of each: what else the machine does falls on the longer of the two far more often.
  return { scan: Math.min(...scans), ours: Math.min(...draws), drawn };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
