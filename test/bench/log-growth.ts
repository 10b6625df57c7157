import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundCentre } from '@zhiheng/access';
import { connect, type Database, type EmbeddedPostgres, inCentre, migrate } from '@zhiheng/database';
import { canonicalEntry } from '@zhiheng/ledger';
import { openLogKeys } from '../../services/audit/log-keys.ts';
import { wholeLog } from '../../services/audit/scope.ts';
import { sequenceBatch } from '../../services/audit/sequence.ts';
import { criteriaOf, type EntryFilters } from '../../services/audit/store/entry-filters.ts';
import { lastBelow } from '../../services/audit/store/log-place.ts';
import { findStretch } from '../../services/audit/store/page-store.ts';
import { readLeaves } from '../../services/audit/store/verification-store.ts';
import { verifyLog } from '../../services/audit/verification/verify-log.ts';
import { proveEntry, type Whereabouts } from '../../services/audit/whereabouts.ts';
import { median, type Row, whole } from './table.ts';

const centre = 'bench-county';
const small = 100_000;
const verifications = 5;

/**
 * The log at 100,000 entries and at `large`: the first page of a query by any two filters, an inclusion proof, what it
 * takes on disk; at 100,000 also the verification of the whole.
 */
export async function benchLogGrowth(server: EmbeddedPostgres, county: object, large: number): Promise<Row[]> {
  await migrate(server.url);
  const access = await connect({ url: server.url, service: 'access' });
  await foundCentre(access, { ...county, centre } as Parameters<typeof foundCentre>[1], () => 'bench/log');
  await access.close();
  const owner = await connect({ url: server.url, statementTimeout: 0 });
  const audit = await connect({ url: server.url, service: 'audit', statementTimeout: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-bench-keys-'));
  try {
    const keys = await openLogKeys(join(folder, 'log.json'), 'demo');
    const grow = async (size: number) => {
      await fill(owner, size);
      while ((await sequenceBatch(audit, keys, centre)) > 0);
      await owner.pool.query('vacuum analyze audit.entry');
      await owner.pool.query('vacuum analyze audit.leaf');
    };
    const look = async () => ({
      pages: await pageTimes(audit),
      proof: await proofTime(audit, keys),
    });
    await grow(small);
    const verification = await verificationRow(audit, keys);
    const before = await look();
    await grow(large);
    const after = await look();
    return [
      ...pageRows(before.pages, after.pages, large),
      {
        what: `inclusion proof at ${whole(large)} entries ÷ at ${whole(small)}`,
        ours: milliseconds(after.proof),
        baseline: milliseconds(before.proof),
        ratio: after.proof / before.proof,
        bound: '≤ 2',
        met: after.proof / before.proof <= 2,
      },
      await storageRow(owner, audit, large),
      verification,
    ];
  } finally {
    await Promise.all([owner.close(), audit.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

const milliseconds = (value: number) => `${value.toFixed(2)} ms`;

/** Entries like those of steps, over half a year, until the log has `size`. */
async function fill(owner: Database, size: number): Promise<void> {
  const { rows } = await owner.pool.query<{ count: number }>('select count(*) from audit.entry where centre = $1', [
    centre,
  ]);
  const have = rows[0]?.count ?? 0;
  const step = 100_000;
  for (let from = have; from < size; from += step) {
    await owner.pool.query(
      `insert into audit.entry (centre, id, at, action, outcome, actor, person, client, target_type, target, unit, item, "case", correlation_id, address, details)
       select $1, audit.uuidv7(moment), moment, action, case when n % 40 = 0 then 'denied' else 'done' end, 'operator-' || n % 300,
         ('00000000-0000-7000-8000-' || lpad((n % 300)::text, 12, '0'))::uuid, 'demo-business', 'case', 'ref-' || n / 3,
         'unit-' || n % 60, 'item-' || n % 63, piece, piece::text, '10.0.0.' || n % 250,
         jsonb_build_object('duty', action, 'round', 1, 'outcome', 'done', 'next', 'review')
       from (select n, clock_timestamp() as moment,
             (lpad(to_hex(1764000000000 + n / 3), 12, '0') || '70008' || left(md5((n / 3)::text), 15))::uuid as piece, (array['step.recorded', 'case.opened', 'case.completed', 'decision.made', 'request.decided'])[1 + n % 5] as action
         from generate_series($2::int, $3::int) as n) as made`,
      [centre, from, Math.min(from + step, size) - 1],
    );
  }
}

const pairs: [string, EntryFilters][] = [
  ['unit and action', { unit: 'unit-7', action: 'step.recorded' }],
  ['actor and item', { actor: 'operator-42', item: 'item-42' }],
  ['outcome and unit', { outcome: 'denied', unit: 'unit-40' }],
  ['item and a client', { item: 'item-12', client: 'demo-business' }],
  ['action and a client', { action: 'step.recorded', client: 'demo-business' }],
  ['actor and unit that never meet', { actor: 'operator-1', unit: 'unit-2' }],
];

async function firstPage(audit: Database, filters: EntryFilters): Promise<void> {
  await inCentre(audit, centre, async (transaction) => {
    const criteria = await criteriaOf(transaction, centre, filters, wholeLog);
    const last = await lastBelow(transaction, centre, Number.MAX_SAFE_INTEGER);
    if (criteria && last) await findStretch(transaction, centre, criteria, { last, ascending: false, limit: 50 });
  });
}

async function pageTimes(audit: Database): Promise<number[]> {
  const times: number[] = [];
  for (const [, filters] of pairs) times.push(await typical(() => firstPage(audit, filters)));
  return times;
}

const pageRows = (before: number[], after: number[], large: number): Row[] =>
  pairs.map(([name], place) => {
    const [was, is] = [before[place] as number, after[place] as number];
    return {
      what: `first page by ${name} at ${whole(large)} entries ÷ at ${whole(small)}`,
      ours: milliseconds(is),
      baseline: milliseconds(was),
      ratio: is / was,
      bound: '≤ 3',
      met: is / was <= 3,
    };
  });

async function proofTime(audit: Database, keys: Whereabouts['keys']): Promise<number> {
  const ids = await inCentre(audit, centre, (transaction) =>
    transaction
      .selectFrom('audit.leaf')
      .select('entry')
      .where('centre', '=', centre)
      .where('index', 'in', [17, 4_242, 50_001, 77_777, 99_998])
      .execute(),
  );
  let at = 0;
  return typical(() =>
    inCentre(audit, centre, (transaction) =>
      proveEntry(transaction, centre, ids[at++ % ids.length]?.entry as string, { archive: undefined, keys }),
    ),
  );
}

/** Milliseconds: the median of many. */
async function typical(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 60; round++) {
    const start = performance.now();
    await work();
    if (round >= 10) times.push(performance.now() - start);
  }
  return median(times);
}

async function canonicalBytes(audit: Database, from: number, until: number): Promise<Uint8Array[]> {
  const leaves = await inCentre(audit, centre, (transaction) => readLeaves(transaction, centre, from, until));
  return leaves.map(({ entry }) => canonicalEntry(entry as object as Record<string, unknown>));
}

async function storageRow(owner: Database, audit: Database, large: number): Promise<Row> {
  const { rows } = await owner.pool.query<{ bytes: number }>(
    `select sum(pg_total_relation_size(c.oid))::bigint as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'audit' and c.relkind = 'r'`,
  );
  const sample = await canonicalBytes(audit, 0, 10_000);
  const canonical = (sample.reduce((sum, { length }) => sum + length, 0) / sample.length) * large;
  const stored = rows[0]?.bytes ?? 0;
  const mebibytes = (bytes: number) => `${whole(bytes / 2 ** 20)} MiB`;
  return {
    what: `what ${whole(large)} entries take on disk, indexes and tree included ÷ their canonical bytes`,
    ours: mebibytes(stored),
    baseline: mebibytes(canonical),
    ratio: stored / canonical,
    bound: '≤ 2.5',
    met: stored / canonical <= 2.5,
  };
}

/** Of all entries, views of one memory: a hundred thousand of them would have the collector at work all through what is measured. */
async function compactBytes(audit: Database): Promise<Uint8Array[]> {
  const parts: Buffer[] = [];
  const lengths: number[] = [];
  for (let from = 0; from < small; from += 10_000) {
    const bytes = await canonicalBytes(audit, from, from + 10_000);
    parts.push(Buffer.concat(bytes));
    lengths.push(...bytes.map(({ length }) => length));
  }
  const whole = Buffer.concat(parts);
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return whole.subarray(end - length, end);
  });
}

async function verificationRow(audit: Database, keys: Parameters<typeof verifyLog>[2]): Promise<Row> {
  const bytes = await compactBytes(audit);
  const [times, baselines]: [number[], number[]] = [[], []];
  for (let round = 0; round <= verifications; round++) {
    const start = performance.now();
    const verification = await verifyLog(audit, centre, keys);
    const hashing = performance.now();
    if (!verification.intact || verification.size !== small) throw new Error('the log of the bench is not intact');
    for (const entry of bytes) createHash('sha256').update(entry).digest();
    // The first round warms: a larger log has the same beginning.
    if (round === 0) continue;
    times.push(hashing - start);
    baselines.push(performance.now() - hashing);
  }
  const ratio = median(times.map((time, round) => time / (baselines[round] as number)));
  return {
    what: `verification of all ${whole(small)} entries ÷ SHA-256 of their canonical bytes`,
    ours: milliseconds(median(times)),
    baseline: milliseconds(median(baselines)),
    ratio,
    bound: '≤ 4',
    met: ratio <= 4,
  };
}
