import { readFile } from 'node:fs/promises';
import { foundCentre } from '@zhiheng/access';
import { connect, type Database, type EmbeddedPostgres, migrate, newId } from '@zhiheng/database';
import { CentrePolicies } from '../../services/access/centre-policy.ts';
import { Steps } from '../../services/access/steps.ts';
import { median, type Row, whole } from './table.ts';

const centre = 'reference-county';
const rounds = 7;
const perRound = 6_000;
/** Before those that count: a service that runs for days has its caches full and its code compiled. */
const warmUps = 3;

/** A case step (judged, recorded, logged, durable) against a raw one-row INSERT, each committed, equally many in flight. */
export async function benchSteps(
  server: EmbeddedPostgres,
  concurrencies: [inFlight: number, bound: number][],
): Promise<Row[]> {
  await migrate(server.url);
  const database = await connect({ url: server.url, service: 'access' });
  const owner = await connect({ url: server.url, size: Math.max(...concurrencies.map(([inFlight]) => inFlight)) });
  try {
    const county = JSON.parse(
      await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'),
    );
    await foundCentre(database, { ...county, centre }, () => 'bench/log');
    await owner.pool.query(
      'create schema bench; create table bench.raw (id uuid primary key, at timestamptz not null default now())',
    );
    const steps = new Steps(database, new CentrePolicies());
    const rows: Row[] = [];
    for (const [inFlight, bound] of concurrencies) rows.push(await compare(steps, owner, inFlight, bound));
    return rows;
  } finally {
    await Promise.all([database.close(), owner.close()]);
  }
}

async function compare(steps: Steps, owner: Database, inFlight: number, bound: number): Promise<Row> {
  const raw = () => owner.pool.query('insert into bench.raw (id) values ($1)', [newId()]);
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = 1 - warmUps; round <= rounds; round++) {
    const cases = await openCases(owner, perRound);
    const record = (at: number) =>
      steps.record(centre, {
        case: cases[at] as string,
        duty: 'handle',
        actor: `enterprise-pension-op${1 + (at % 2)}`,
        outcome: 'done',
        client: 'bench',
        trace: { correlationId: 'bench', address: '127.0.0.1', client: 'bench' },
      });
    const [mine, theirs] = [await perSecond(record, inFlight), await perSecond(raw, inFlight)];
    if (round > 0) {
      ours.push(mine);
      baseline.push(theirs);
    }
    // Then plans know that the tables are not empty, as the database sees to within a minute.
    else await owner.pool.query('analyze');
  }
  const ratio = median(ours.map((value, round) => value / (baseline[round] as number)));
  return {
    what: `case step ÷ raw one-row INSERT, both durable, ${inFlight} in flight: commits a second`,
    ours: whole(median(ours)),
    baseline: whole(median(baseline)),
    ratio,
    bound: `≥ ${bound}`,
    met: ratio >= bound,
  };
}

async function perSecond(work: (at: number) => Promise<unknown>, inFlight: number): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async () => {
    while (next < perRound) await work(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (perRound / (performance.now() - start)) * 1000;
}

async function openCases(owner: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await owner.pool.query(
    `insert into access.case (centre, id, item, unit, reference, client)
     select $1, id, 'enterprise-pension-award', 'enterprise-pension', id::text, 'bench' from unnest($2::uuid[]) as id`,
    [centre, ids],
  );
  return ids;
}
