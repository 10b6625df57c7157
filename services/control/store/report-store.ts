import type { ReportBreakdown, ReportFilters, ReportMeasure } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { ItemOwned, Places } from '../reports/places.ts';
import type { Moments, ReportEvent } from './report-event.ts';
import { eventsOf } from './report-events.ts';

/** What figures and the rows behind them are chosen by. */
export interface Chosen {
  places: Places;
  filters: Pick<ReportFilters, 'kind' | 'type' | 'operator' | 'other'>;
}

export interface FigureRow {
  measure: ReportMeasure;
  key: string;
  value: number;
}

/** Whoever did it, under whichever record: figures of a month that was counted before a merge name the old one. */
const operator = sql`coalesce(pm.human, f.person)`;
const other = sql`coalesce(om.human, f.other)`;
const text = (column: string) => sql`f.${sql.ref(column)}`;

const keys: Record<ReportBreakdown, RawBuilder<unknown>> = {
  month: sql`f.month`,
  section: sql`coalesce(nullif(f.unit, ''), i.unit, '')`,
  item: text('item'),
  risk: sql`coalesce(i.risk::text, '')`,
  channel: text('kind'),
  change: text('kind'),
  kind: text('kind'),
  dimension: text('kind'),
  origin: text('kind'),
  nature: text('type'),
  rule: text('type'),
  tier: text('type'),
  time: text('type'),
  operator: sql`${operator}::text`,
  pair: sql`${operator}::text || '/' || ${other}::text`,
};

/** Sums of what is kept of these months, by measure and key. */
export async function sumFigures(
  transaction: Transaction,
  centre: string,
  {
    by,
    months,
    measures,
    chosen,
  }: { by: ReportBreakdown; months: readonly string[]; measures: readonly string[]; chosen: Chosen },
): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    select f.measure, ${keys[by]} as key, sum(f.value)::float8 as value
    from control.month_figure f
    left join access.published_item i on i.centre = f.centre and i.item = f.item
    left join access.published_human pm on pm.centre = f.centre and pm.person = f.person
    left join access.published_human om on om.centre = f.centre and om.person = f.other
    where f.centre = ${centre} and f.measure = any(${measures}::text[]) and f.month = any(${months}::text[])
      and ${conditions(chosen, { operator, other })}
    group by 1, 2`.execute(transaction);
  return rows;
}

/** The things behind a figure, oldest first, with the place of the last as a cursor. */
export async function listEvents(
  transaction: Transaction,
  moments: Moments,
  {
    measure,
    chosen,
    after,
    limit,
  }: { measure: ReportMeasure; chosen: Chosen; after?: { at: string; id: string }; limit: number },
): Promise<(ReportEvent & { place: string })[]> {
  const place = after ? sql`(f.at, f.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<ReportEvent & { place: string }>`
    select f.id, f.at, f.item, f.unit, f.kind, f.type, f.person, f.other, f.value::float8 as value, f.at::text as place
    from (${eventsOf[measure](moments)}) f
    where ${conditions(chosen, { operator: sql`f.person`, other: sql`f.other` })} and ${place}
    order by f.at, f.id limit ${limit + 1}`.execute(transaction);
  return rows;
}

function conditions(
  { places, filters }: Chosen,
  people: { operator: RawBuilder<unknown>; other: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const { items, units, owned } = places;
  const all = [
    ...(items ? [sql`f.item = any(${items}::text[])`] : []),
    ...(units ? [sql`(f.unit = any(${units}::text[]) or f.unit = '' and f.item = any(${owned}::text[]))`] : []),
    ...(filters.kind === undefined ? [] : [sql`f.kind = ${filters.kind}`]),
    ...(filters.type === undefined ? [] : [sql`f.type = ${filters.type}`]),
    ...(filters.operator === undefined ? [] : [sql`${people.operator} = ${filters.operator}::uuid`]),
    ...(filters.other === undefined ? [] : [sql`${people.other} = ${filters.other}::uuid`]),
  ];
  return all.length ? sql.join(all, sql` and `) : sql`true`;
}

interface Named {
  code: string;
  name: { zh: string; en: string };
}

export async function readItemsOwned(transaction: Transaction, centre: string): Promise<(ItemOwned & Named)[]> {
  const { rows } = await sql<ItemOwned & Named>`
    select item, item as code, unit, risk, name from access.published_item where centre = ${centre}`.execute(
    transaction,
  );
  return rows;
}

/** Usernames and names by id. */
export async function readNamesOfPeople(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<Map<string, { username: string | null; name: string }>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<{ person: string; username: string | null; name: string }>`
    select person, username, name from access.published_person
    where centre = ${centre} and person = any(${people}::uuid[])`.execute(transaction);
  return new Map(rows.map(({ person, username, name }) => [person, { username, name }]));
}
