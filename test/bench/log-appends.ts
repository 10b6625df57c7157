import type { Database, EmbeddedPostgres } from '@zhiheng/database';
import { connect, newId } from '@zhiheng/database';
import { clientToken } from '../support/sign-in.ts';
import { type Served, serve } from './process.ts';
import { median, type Row, whole } from './table.ts';

const centre = 'county';
const rounds = 3;
const batch = 1_000;
const writers = 4;
const batches = 40;
/** Asked two hundred times a second, the service spent a sixth of its time on saying how far it was. It counts against us that this is late. */
const askMs = 25;

/** An entry as a business service writes one: some 450 bytes in its canonical form. */
export const sampleEntry = (at: number) => ({
  action: 'payment.made',
  outcome: 'done',
  actor: `enterprise-pension-op${1 + (at % 5)}`,
  targetType: 'payment',
  target: `2026-11-${at}`,
  unit: 'enterprise-pension',
  item: 'enterprise-pension-award',
  reason: '按月发放养老金，批次复核无误',
  correlationId: `batch-${Math.floor(at / 50)}`,
  details: { amountFen: 312_500 + at, currency: 'CNY', period: '2026-11', payee: 'masked', bank: 'rural-commercial' },
});

/** Batches of entries over HTTP until a signed checkpoint covers them, against batched INSERTs of the same facts into a table with a primary key. */
export async function benchBatchedAppends(
  server: EmbeddedPostgres,
  environment: Record<string, string>,
): Promise<Row[]> {
  const ours = await serve(
    new URL('../../services/standalone/main.ts', import.meta.url).pathname,
    { ...environment, DATABASE_URL: server.url },
    /^zhiheng ready (\S+)$/,
  );
  const owner = await connect({ url: server.url, size: writers });
  try {
    await owner.pool.query(rawTable);
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const token = await clientToken(ours.origin, 'demo-business', 'audit:write');
      const [first, second] = [await appended(ours, token), await inserted(owner)];
      // The first round warms caches and plans.
      if (round > 0) {
        mine.push(first);
        theirs.push(second);
      }
    }
    const ratio = median(mine.map((value, round) => value / (theirs[round] as number)));
    return [
      {
        what: `appends over HTTP in batches of ${whole(batch)} by ${writers} writers, to the signed checkpoint ÷ raw batched INSERT of the same rows: rows a second`,
        ours: whole(median(mine)),
        baseline: whole(median(theirs)),
        ratio,
        bound: '≥ 0.4',
        met: ratio >= 0.4,
      },
    ];
  } finally {
    await Promise.all([owner.close(), ours.stop()]);
  }
}

const rawTable = `create schema if not exists bench;
  create table bench.raw_entry (id uuid primary key, at timestamptz not null, action text not null, outcome text not null, actor text,
    target_type text, target text, unit text, item text, reason text, correlation_id text, details jsonb)`;

const insertMany = `insert into bench.raw_entry
  select e.id, clock_timestamp(), e.action, e.outcome, e.actor, e."targetType", e.target, e.unit, e.item, e.reason, e."correlationId", e.details
  from jsonb_to_recordset($1::jsonb) as e(id uuid, action text, outcome text, actor text, "targetType" text, target text, unit text,
    item text, reason text, "correlationId" text, details jsonb)`;

async function inserted(owner: Database): Promise<number> {
  return perSecond(async (rows) => {
    await owner.pool.query(insertMany, [JSON.stringify(rows.map((row) => ({ id: newId(), ...row })))]);
  });
}

async function appended(ours: Served, token: string): Promise<number> {
  const before = await signedSize(ours);
  return perSecond(
    async (rows) => {
      const response = await fetch(`${ours.origin}/audit/v1/entries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(rows),
      });
      if (response.status !== 201) throw new Error(`append answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    },
    async () => {
      while ((await signedSize(ours)) < before + batch * batches) await new Promise((next) => setTimeout(next, askMs));
    },
  );
}

async function signedSize({ origin }: Served): Promise<number> {
  const response = await fetch(`${origin}/audit/log/${centre}/checkpoint`);
  // A service that has just founded its centre signs the first a moment later.
  if (response.status === 404) return 0;
  const note = await response.text();
  const size = Number(note.split('\n')[1]);
  if (!Number.isSafeInteger(size)) throw new Error(`no checkpoint: ${note}`);
  return size;
}

async function perSecond(
  write: (rows: object[]) => Promise<void>,
  settled: () => Promise<void> = async () => undefined,
): Promise<number> {
  const loads = Array.from({ length: batches }, (_, n) =>
    Array.from({ length: batch }, (_, at) => sampleEntry(n * batch + at)),
  );
  let next = 0;
  const start = performance.now();
  const writer = async () => {
    while (next < batches) await write(loads[next++] as object[]);
  };
  await Promise.all(Array.from({ length: writers }, writer));
  await settled();
  return ((batch * batches) / (performance.now() - start)) * 1_000;
}
