import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Drawn } from '@zhiheng/sampling';
import { sql } from 'kysely';

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

/** One that can be in, as far as that is judged by. */
export interface Candidate {
  ordinal: number;
  id: string;
  operator: string | null;
  amountFen: number | null;
  must: string[];
  /** Number of its stratum. */
  stratum: number | null;
  moneyFrom: number | null;
}

export interface Looking {
  seed: Uint8Array;
  /** Points of money; null where none decides. */
  money: { startFen: number; intervalFen: number } | null;
  /** Up to which rank each stratum is looked at, by its number. */
  bounds: readonly { stratum: number; below: Uint8Array }[];
  /** No bound of a stratum other than these is greater. */
  greatest: Uint8Array;
  whole: readonly number[];
}

const candidate = sql`p.ordinal, p.id, p.operator, p.amount_fen as "amountFen", p.stratum, p.money_from as "moneyFrom",
  case when p.must is null then '{}' else '{must}'::text[] end as must`;

/**
 * Every one that can be in: what has to be, what the points of money meet, and of each stratum those whose SHA-256(seed ‖ id) lies below
 * its bound. One sequential scan, which the server parts over its processors; what lies below no bound does not get as far as the join.
 */
export async function findCandidates(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, money, bounds, greatest, whole }: Looking,
): Promise<Candidate[]> {
  const { startFen, intervalFen } = money ?? { startFen: 0, intervalFen: 1 };
  const rank = sql`sha256(${Buffer.from(seed)}::bytea || uuid_send(p.id))`;
  const met = sql`p.must is not null
    or p.money_from is not null and p.money_from + p.amount_fen > ${startFen}::bigint
      + case when p.money_from <= ${startFen}::bigint then 0
          else (p.money_from - ${startFen}::bigint + ${intervalFen}::bigint - 1) / ${intervalFen}::bigint * ${intervalFen}::bigint end`;
  const { rows } = await sql<Candidate>`
    select ${candidate}
    from control.population p
    left join unnest(${bounds.map(({ stratum }) => stratum)}::integer[], ${bounds.map(({ below }) => Buffer.from(below))}::bytea[])
      as b(stratum, below) on b.stratum = p.stratum
    where p.centre = ${centre} and p.inspection = ${inspection}
      and (${met} or p.stratum = any(${whole}::integer[]) or ${rank} < ${Buffer.from(greatest)}::bytea)
      and (${met} or ${rank} < b.below)`.execute(transaction);
  return rows;
}

/** How the server is to go about it: few of many rows come back, so that a scan in parts is always worth it. */
export const scanSettings = { parallel_tuple_cost: '0.001', parallel_setup_cost: '0' } as const;

/** Of each of these operators the first by rank, whatever stratum they are in. */
export async function findOfOperators(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, operators, each }: { seed: Uint8Array; operators: readonly string[]; each: number },
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select ${candidate}
    from (
      select p.*, row_number() over (partition by p.operator order by sha256(${Buffer.from(seed)}::bytea || uuid_send(p.id))) as place
      from control.population p
      where p.centre = ${centre} and p.inspection = ${inspection} and p.must is null and p.operator = any(${operators}::uuid[])) p
    where p.place <= ${each}`.execute(transaction);
  return rows;
}

export async function insertSample(
  transaction: Transaction,
  centre: string,
  inspection: string,
  drawn: readonly Drawn[],
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
