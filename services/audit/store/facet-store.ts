import type { EntryFacets } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { among, type Criteria } from './entry-filters.ts';
import { type LogPlace, upTo } from './log-place.ts';

const fields = ['action', 'outcome', 'actor', 'unit', 'item'] as const;
type Field = (typeof fields)[number];

interface Bound {
  /** The newest entry that counts. */
  last: LogPlace;
  /** Entries that are looked at, from the newest back. */
  most: number;
  /** Values of each field. */
  top: number;
}

/** Counts the newest entries that match, by each field. */
export async function countFacets(
  transaction: Transaction,
  centre: string,
  { all, choices, either, reason }: Criteria,
  { last, most, top }: Bound,
): Promise<EntryFacets> {
  const conditions = [
    sql<boolean>`e.centre = ${centre}`,
    upTo(last),
    ...all,
    ...choices.map(among),
    ...(either.length ? [sql<boolean>`(${sql.join([...either], sql` or `)})`] : []),
    ...(reason === undefined ? [] : [sql<boolean>`e.reason is not null`]),
  ];
  const columns = sql.join(fields.map((field) => sql.ref(field)));
  const { rows } = await sql<{ field: Field | 'seen' | 'counted'; value: string | null; count: number }>`
    with seen as materialized (
        select ${columns}, reason from audit.entry e where ${sql.join(conditions, sql` and `)}
        order by e.id desc limit ${most + 1}),
      counted as (
        select ${columns} from (select * from seen limit ${most}) s
        ${reason === undefined ? sql`` : sql`where strpos(lower(reason), ${reason}) > 0`}),
      facet as (
        select case ${sql.join(
          fields.map((field) => sql`when grouping(${sql.ref(field)}) = 0 then ${sql.lit(field)}`),
          sql` `,
        )} end as field, coalesce(${columns}) as value, count(*) as count
        from counted group by grouping sets (${sql.join(fields.map((field) => sql`(${sql.ref(field)})`))})),
      ranked as (select *, row_number() over (partition by field order by count desc, value) as place from facet)
    select field, value, count from (
      select field, value, count, place from ranked where place <= ${top}
      union all select 'seen', null, count(*), 0 from seen
      union all select 'counted', null, count(*), 0 from counted) f order by place`.execute(transaction);
  const of = (name: string) => rows.filter(({ field }) => field === name).map(({ value, count }) => ({ value, count }));
  return {
    counted: of('counted')[0]?.count ?? 0,
    complete: (of('seen')[0]?.count ?? 0) <= most,
    facets: { action: of('action'), outcome: of('outcome'), actor: of('actor'), unit: of('unit'), item: of('item') },
  };
}
