import type { SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Member } from '@zhiheng/sampling';
import { sql } from 'kysely';

/** How far a freeze has come. */
export interface FreezePosition {
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  last: string | null;
  size: number;
  must: number;
  moneyFen: number;
  /** Tiles of the tree's right edge: level, number, Base 64. */
  edge: [number, number, string][];
}

/** Undefined unless it is being frozen; locked where it is to go on. */
export async function readFreeze(
  transaction: Transaction,
  centre: string,
  id: string,
  { lock }: { lock: boolean },
): Promise<FreezePosition | undefined> {
  const { rows } = await sql<FreezePosition>`
    select kind, period, plan, last, size, must, money_fen as "moneyFen", edge from control.inspection
    where centre = ${centre} and id = ${id} and state = 'freezing' ${lock ? sql`for update` : sql``}`.execute(
    transaction,
  );
  return rows[0];
}

export type Advance = Pick<FreezePosition, 'last' | 'size' | 'must' | 'moneyFen' | 'edge'>;

export async function advanceFreeze(
  transaction: Transaction,
  centre: string,
  id: string,
  { last, size, must, moneyFen, edge }: Advance,
): Promise<void> {
  await sql`update control.inspection set last = ${last}, size = ${size}, must = ${must}, money_fen = ${moneyFen}, edge = ${JSON.stringify(edge)}::jsonb
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function endFreeze(
  transaction: Transaction,
  centre: string,
  id: string,
  { root, entry }: { root: Uint8Array; entry: string },
): Promise<void> {
  await sql`update control.inspection set state = 'frozen', root = ${Buffer.from(root)}, frozen_at = clock_timestamp(), frozen_entry = ${entry}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** A member at its place: in a stratum, by its money, or neither where it has to be in. */
export interface PlacedMember {
  ordinal: number;
  member: Member;
  stratum: number | null;
  moneyFrom: number | null;
}

export async function insertPopulation(
  transaction: Transaction,
  centre: string,
  inspection: string,
  rows: readonly PlacedMember[],
): Promise<void> {
  const column = <T>(of: (row: PlacedMember) => T) => rows.map(of);
  await sql`
    insert into control.population (centre, inspection, ordinal, id, item, risk, unit, channel, operator, amount_fen, must, stratum, money_from)
    select ${centre}, ${inspection}, ordinal, id, item, risk, unit, channel, operator, amount, nullif(string_to_array(must, ','), '{}'), stratum, money
    from unnest(${column(({ ordinal }) => ordinal)}::bigint[], ${column(({ member }) => member.id)}::uuid[],
      ${column(({ member }) => member.item)}::text[], ${column(({ member }) => member.risk)}::smallint[],
      ${column(({ member }) => member.unit)}::text[], ${column(({ member }) => member.channel)}::text[],
      ${column(({ member }) => member.operator)}::uuid[], ${column(({ member }) => member.amountFen)}::bigint[],
      ${column(({ member }) => member.must.join(','))}::text[], ${column(({ stratum }) => stratum)}::integer[],
      ${column(({ moneyFrom }) => moneyFrom)}::bigint[])
      as t(ordinal, id, item, risk, unit, channel, operator, amount, must, stratum, money)`.execute(transaction);
}

export interface Group {
  kind: 'stratum' | 'operator';
  key: string;
  number: number;
  members: number;
}

export async function readGroups(transaction: Transaction, centre: string, inspection: string): Promise<Group[]> {
  const { rows } = await sql<Group>`select kind, key, number, members from control.population_group
    where centre = ${centre} and inspection = ${inspection}`.execute(transaction);
  return rows;
}

/** Adds to those that are there. */
export async function addToGroups(
  transaction: Transaction,
  centre: string,
  inspection: string,
  groups: readonly Group[],
): Promise<void> {
  await sql`
    insert into control.population_group (centre, inspection, kind, key, number, members)
    select ${centre}, ${inspection}, kind, key, number, members
    from unnest(${groups.map(({ kind }) => kind)}::text[], ${groups.map(({ key }) => key)}::text[],
      ${groups.map(({ number }) => number)}::integer[], ${groups.map(({ members }) => members)}::bigint[]) as t(kind, key, number, members)
    on conflict (centre, inspection, kind, key) do update set members = population_group.members + excluded.members`.execute(
    transaction,
  );
}

/** The next members in the order in which they were hashed. */
export async function pagePopulation(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { from, limit }: { from: number; limit: number },
): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select ${member} from control.population p
    where p.centre = ${centre} and p.inspection = ${inspection} and p.ordinal >= ${from} order by p.ordinal limit ${limit}`.execute(
    transaction,
  );
  return rows;
}

const member = sql`p.id, p.item, p.risk, p.unit, p.channel, p.operator, p.amount_fen as "amountFen", coalesce(p.must, '{}') as must`;
