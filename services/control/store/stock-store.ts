import type { Stock } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type StockThing, thingsOf } from './stock-rows.ts';

interface Of {
  centre: string;
  /** Null for all. */
  units: readonly string[] | null;
}

const within = (units: Of['units']) => (units ? sql`t.unit = any(${units}::text[])` : sql`true`);

/** What stands open at one instant of the database's clock: each figure by a query of its own, all in one statement. */
export async function countStocks(
  transaction: Transaction,
  { centre, units }: Of,
): Promise<{ asOf: Date; values: Record<string, number> }> {
  const each = Object.entries(thingsOf).map(
    ([stock, things]) => sql`select ${stock}::text as stock, coalesce(sum(t.value), 0)::float8 as value
      from (${things(centre)}) t where ${within(units)}`,
  );
  const { rows } = await sql<{ asOf: Date; stock: string; value: number }>`
    select statement_timestamp() as "asOf", c.stock, c.value from (${sql.join(each, sql` union all `)}) c`.execute(
    transaction,
  );
  return {
    asOf: (rows[0] as { asOf: Date }).asOf,
    values: Object.fromEntries(rows.map(({ stock, value }) => [stock, value])),
  };
}

/** The things behind a figure, one more than `limit` where there is one. */
export async function listStock(
  transaction: Transaction,
  { centre, units }: Of,
  { stock, after, limit }: { stock: Stock; after?: string; limit: number },
): Promise<StockThing[]> {
  const { rows } = await sql<StockThing>`
    select t.place, t.id, t.unit, t.item, t.at, t.type, t.person, t.value::float8 as value from (${thingsOf[stock](centre)}) t
    where ${within(units)} and ${after === undefined ? sql`true` : sql`t.place collate "C" > ${after}`}
    order by t.place collate "C" limit ${limit + 1}`.execute(transaction);
  return rows;
}

export interface ShutOut {
  month: string;
  departures: number;
  measured: number;
  maxMinutes: number | null;
  p95Minutes: number | null;
}

/** How long it took from a staff event until who left was shut out, by the month of the departure in Shanghai. */
export async function shutOutByMonth(
  transaction: Transaction,
  { centre, units }: Of,
  { from, until }: { from: Date; until: Date },
): Promise<ShutOut[]> {
  const { rows } = await sql<ShutOut>`
    select to_char(t.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as departures, count(t.minutes)::int as measured,
      max(t.minutes)::float8 as "maxMinutes", (percentile_cont(0.95) within group (order by t.minutes))::float8 as "p95Minutes"
    from (
      select s.at, s.unit,
        case when s.disabled_at is not null then greatest(extract(epoch from s.disabled_at - s.event_at), 0)::float8 / 60 end as minutes
      from access.published_shut_out s where s.centre = ${centre} and s.at >= ${from} and s.at < ${until}) t
    where ${within(units)} group by 1 order by 1`.execute(transaction);
  return rows;
}
