import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Chosen } from '@zhiheng/sampling';
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

export interface Looking {
  seed: Uint8Array;
  /** Points of money; null where none decides. */
  money: { startFen: number; intervalFen: number } | null;
  /** Of each stratum, by its number, how many are drawn, and below what rank they surely lie: null where all are to be ranked. */
  strata: readonly { stratum: number; quota: number; below: Buffer | null }[];
}

/** What was drawn, in the order of the population, and how many of it each operator did. */
export interface Found {
  drawn: Chosen[];
  ofOperators: Map<string, number>;
  /** How many for being among the first of their stratum. */
  ofStrata: number;
}

/** Which reason a byte stands for in what the server hands over. */
const reasons = ['must', 'money', 'stratum'] as const;
/** Bytes of one that was drawn: its ordinal, its id, its reason. */
const width = 8 + 16 + 1;
/** Of strata whose bound is no greater than this most members are passed over by one bound for all, before their own is looked up. */
const thin = Buffer.from([0x20]);
/** Members in one value that the server hands over. */
const inValue = 40_000;

/**
 * Everything that is drawn but for what operators are short of: what has to be in, what the points of money meet, and of each stratum its
 * quota of those whose SHA-256(seed ‖ id) is least. One sequential scan, which the server parts over its processors; it ranks only what lies below
 * the bound of its stratum, and hands over packed bytes: a row each would take longer than the scan.
 */
export async function findDrawn(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { seed, money, strata }: Looking,
): Promise<Found> {
  const { startFen, intervalFen } = money ?? { startFen: 0, intervalFen: 1 };
  const rank = rankBy(seed);
  const thinly = strata.flatMap(({ below }) => (below && below.compare(thin) <= 0 ? below : []));
  const greatest = thinly.reduce((a, b) => (a.compare(b) < 0 ? b : a), Buffer.alloc(0));
  const others = strata.flatMap(({ stratum, below }) => (below && below.compare(thin) <= 0 ? [] : stratum));
  const met = sql`p.money_from is not null and p.money_from + p.amount_fen > ${startFen}::bigint
      + case when p.money_from <= ${startFen}::bigint then 0
          else (p.money_from - ${startFen}::bigint + ${intervalFen}::bigint - 1) / ${intervalFen}::bigint * ${intervalFen}::bigint end`;
  const { rows } = await sql<{ packed: Buffer | null; operator: string | null; count: number }>`
    with drawn as materialized (
      select * from (
        select c.*, row_number() over (partition by stratum order by rank, ordinal) as place
        from (
          select p.ordinal, p.id, p.operator, p.stratum, b.quota, ${rank} as rank,
            case when p.must is not null then '\\x00'::bytea when p.stratum is null then '\\x01'::bytea else '\\x02'::bytea end as why
          from control.population p
          left join unnest(${strata.map(({ stratum }) => stratum)}::integer[], ${strata.map(({ quota }) => quota)}::bigint[],
              ${strata.map(({ below }) => below)}::bytea[]) as b(stratum, quota, below) on b.stratum = p.stratum
          where p.centre = ${centre} and p.inspection = ${inspection}
            and (p.must is not null or ${met} or p.stratum = any(${others}::integer[]) or ${rank} < ${greatest}::bytea)
            and (p.must is not null or ${met} or b.below is null or ${rank} < b.below)) as c) as r
      where stratum is null or place <= quota)
    select string_agg(int8send(ordinal) || uuid_send(id) || why, ''::bytea order by ordinal) as packed, null::uuid as operator,
      count(*) filter (where stratum is not null) as count
    from drawn group by ordinal / ${inValue}
    union all
    select null, operator, count(*) from drawn where operator is not null group by operator`.execute(transaction);
  const found: Found = { drawn: [], ofOperators: new Map(), ofStrata: 0 };
  for (const { packed, operator, count } of rows) {
    if (operator !== null) found.ofOperators.set(operator, count);
    if (!packed) continue;
    found.ofStrata += count;
    for (const one of unpacked(packed)) found.drawn.push(one);
  }
  found.drawn.sort((a, b) => a.ordinal - b.ordinal);
  return found;
}

const rankBy = (seed: Uint8Array) => sql`sha256(${Buffer.from(seed)}::bytea || uuid_send(p.id))`;

function* unpacked(packed: Buffer): Generator<Chosen> {
  const hex = packed.toString('hex');
  for (let at = 0; at < packed.length; at += width) {
    const [id, why] = [2 * (at + 8), reasons[packed[at + width - 1] as number] as Chosen['why']];
    const part = (from: number, until: number) => hex.slice(id + from, id + until);
    yield {
      ordinal: Number(packed.readBigInt64BE(at)),
      member: { id: `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}` },
      why,
    };
  }
}

/** How the server is to go about it: few of many rows are ranked, so that a scan in parts is always worth it. */
export const scanSettings = { parallel_tuple_cost: '0.001', parallel_setup_cost: '0', work_mem: '64MB' } as const;

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
