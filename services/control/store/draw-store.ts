import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Chosen } from '@zhiheng/sampling';
import { sql } from 'kysely';
import { byMoney, byMust, CandidateRows } from '../sampling/candidate-rows.ts';

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
  /** Of each stratum in the order of their numbers: up to what first byte ranks are looked at. Null: all are. */
  bounds: readonly number[] | null;
}

/**
 * What has to be in, what the points of money meet, and of each stratum those whose SHA-256(seed ‖ id) lies within its bound. One sequential scan,
 * which the server parts over its processors, that takes each rank once; the packing too: a row each would take longer than the scan.
 * One value holds ten million of them.
 */
export async function findCandidates(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, money, bounds }: Looking,
): Promise<CandidateRows> {
  const rank = rankBy(seed);
  const within = bounds
    ? sql`get_byte(${rank}, 0) <= (${bounds}::smallint[])[p.stratum + 1]`
    : sql`p.stratum is not null`;
  const { rows } = await sql<{ packed: Buffer }>`
    select coalesce(string_agg(int4send(case when p.must is not null then ${sql.lit(byMust)} when p.stratum is null then ${sql.lit(byMoney)} else p.stratum end)
      || int8send(p.ordinal) || uuid_send(p.id)
      || coalesce(uuid_send(p.operator), '\\x00000000000000000000000000000000'::bytea) || substring(${rank} for 6), ''::bytea), ''::bytea) as packed
    from control.population p
    where p.centre = ${centre} and p.inspection = ${inspection}
      and (p.must is not null or ${money ? metBy(money) : sql`false`} or ${within})`.execute(transaction);
  return new CandidateRows((rows[0] as { packed: Buffer }).packed);
}

/** Whether a point of money lies in a member's own. */
const metBy = ({ startFen, intervalFen }: { startFen: number; intervalFen: number }) =>
  sql`p.money_from is not null and p.money_from + p.amount_fen > ${startFen}::bigint
      + case when p.money_from <= ${startFen}::bigint then 0
          else (p.money_from - ${startFen}::bigint + ${intervalFen}::bigint - 1) / ${intervalFen}::bigint * ${intervalFen}::bigint end`;

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
