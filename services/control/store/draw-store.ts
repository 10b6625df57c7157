import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Chosen } from '@zhiheng/sampling';
import { sql } from 'kysely';
import { CandidateRows } from '../sampling/candidate-rows.ts';

/** A frozen population and what it is drawn by. */
export interface Drawable {
  plan: SamplingPlan;
  size: number;
  must: number;
  moneyFen: number;
  frozenEntry: string;
}

export async function readDrawable(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<Drawable | undefined> {
  const { rows } = await sql<Drawable>`
    select plan, size, must, money_fen as "moneyFen", frozen_entry as "frozenEntry" from control.inspection
    where centre = ${centre} and id = ${id} and state = 'frozen' and draw_asked_at is not null`.execute(transaction);
  return rows[0];
}

export interface Looking {
  seed: Uint8Array;
  /** Points of money; null where none decides. */
  money: { startFen: number; intervalFen: number } | null;
  /** Of each stratum, by its number, below what rank those surely lie that are drawn: null where all are to be ranked. */
  strata: readonly { stratum: number; below: Buffer | null }[];
}

/** Everything that can be in: by its stratum, by its number; null for what is in for certain. */
export interface Candidates {
  stratum: number | null;
  certain: 'must' | 'money' | null;
  members: CandidateRows;
}

/** Of strata whose bound is no greater than this most members are passed over by one bound for all, before their own is looked up. */
const thin = Buffer.from([0x20]);

/**
 * What has to be in, what the points of money meet, and of each stratum those whose SHA-256(seed ‖ id) lies below its bound. One sequential scan,
 * which the server parts over its processors, the packing too: a row each would take longer than the scan.
 */
export async function findCandidates(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, money, strata }: Looking,
): Promise<Candidates[]> {
  const { startFen, intervalFen } = money ?? { startFen: 0, intervalFen: 1 };
  const rank = rankBy(seed);
  const thinly = strata.flatMap(({ below }) => (below && below.compare(thin) <= 0 ? below : []));
  const greatest = thinly.reduce((a, b) => (a.compare(b) < 0 ? b : a), Buffer.alloc(0));
  const others = strata.flatMap(({ stratum, below }) => (below && below.compare(thin) <= 0 ? [] : stratum));
  const met = sql`p.money_from is not null and p.money_from + p.amount_fen > ${startFen}::bigint
      + case when p.money_from <= ${startFen}::bigint then 0
          else (p.money_from - ${startFen}::bigint + ${intervalFen}::bigint - 1) / ${intervalFen}::bigint * ${intervalFen}::bigint end`;
  const certain = sql`case when p.must is not null then 'must' when p.stratum is null then 'money' end`;
  const { rows } = await sql<{ stratum: number | null; certain: 'must' | 'money' | null; packed: Buffer }>`
    select p.stratum, ${certain} as certain, string_agg(int8send(p.ordinal) || uuid_send(p.id)
      || coalesce(uuid_send(p.operator), '\\x00000000000000000000000000000000'::bytea) || substring(${rank} for 6), ''::bytea) as packed
    from control.population p
    left join unnest(${strata.map(({ stratum }) => stratum)}::integer[], ${strata.map(({ below }) => below)}::bytea[]) as b(stratum, below)
      on b.stratum = p.stratum
    where p.centre = ${centre} and p.inspection = ${inspection}
      and (p.must is not null or ${met} or p.stratum = any(${others}::integer[]) or ${rank} < ${greatest}::bytea)
      and (p.must is not null or ${met} or b.below is null or ${rank} < b.below)
    group by p.stratum, ${certain}`.execute(transaction);
  return rows.map(({ packed, ...row }) => ({ ...row, members: new CandidateRows(packed) }));
}

const rankBy = (seed: Uint8Array) => sql`sha256(${Buffer.from(seed)}::bytea || uuid_send(p.id))`;

/** How the server is to go about it: few of many rows are packed, so that a scan in parts is always worth it. */
export const scanSettings = { parallel_tuple_cost: '0.001', parallel_setup_cost: '0' } as const;

/** Of each of these operators the first by rank, whatever stratum they are in. */
export async function findOfOperators(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, operators, each }: { seed: Uint8Array; operators: readonly string[]; each: number },
): Promise<{ ordinal: number; id: string; operator: string }[]> {
  const { rows } = await sql<{ ordinal: number; id: string; operator: string }>`
    select ordinal, id, operator
    from (
      select p.ordinal, p.id, p.operator, row_number() over (partition by p.operator order by ${rankBy(seed)}, p.ordinal) as place
      from control.population p
      where p.centre = ${centre} and p.inspection = ${inspection} and p.must is null and p.operator = any(${operators}::uuid[])) p
    where p.place <= ${each} order by operator, place`.execute(transaction);
  return rows;
}

export async function insertSample(
  transaction: Transaction,
  centre: string,
  inspection: string,
  drawn: readonly Chosen[],
): Promise<void> {
  await sql`
    insert into control.sample (centre, inspection, ordinal, id, why)
    select ${centre}, ${inspection}, ordinal, id, why
    from unnest(${drawn.map(({ ordinal }) => ordinal)}::bigint[], ${drawn.map((one) => one.member.id)}::uuid[], ${drawn.map(({ why }) => why)}::text[])
      as t(ordinal, id, why)`.execute(transaction);
}

/** Once: false when somebody else has drawn it meanwhile. */
export async function endDraw(
  transaction: Transaction,
  centre: string,
  id: string,
  { checkpoint, sampled, root }: { checkpoint: string; sampled: number; root: Uint8Array },
): Promise<void> {
  await sql`update control.inspection set state = 'drawn', drawn_at = clock_timestamp(), checkpoint = ${checkpoint}, sampled = ${sampled},
      sample_root = ${Buffer.from(root)} where centre = ${centre} and id = ${id}`.execute(transaction);
}
