import type { EntryFacets } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { readFirst } from './candidates.ts';
import type { Criteria } from './entry-filters.ts';
import { inOrder, type Leaves } from './leaf-search.ts';
import type { Reach } from './log-place.ts';

const fields = ['action', 'outcome', 'actor', 'unit', 'item'] as const;
type Field = (typeof fields)[number];

interface FacetRow {
  field: Field | 'seen' | 'counted';
  value: string | null;
  count: number;
}

interface Bound {
  /** How much of the log counts. */
  last: Reach;
  /** Entries that are looked at, from the newest back. */
  most: number;
  /** Values of each field. */
  top: number;
}

/** Counts the newest entries that match, by each field. */
export async function countFacets(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  { last, most, top }: Bound,
): Promise<EntryFacets> {
  const { reason } = criteria;
  const columns = sql.join(fields.map((field) => sql.ref(field)));
  const stretch = { last, ascending: false, limit: most + 1 };
  const read = async (leaves: Leaves) => {
    const { rows } = await sql<FacetRow>`
      with seen as materialized (${leaves}),
        counted as (
          select ${columns} from (select * from seen l ${inOrder(stretch)} limit ${most}) s
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
    return { rows, seen: rows.find(({ field }) => field === 'seen')?.count ?? 0 };
  };
  const told = sql`l.index, l.at, l.entry, ${sql.join(fields.map((field) => sql.ref(`e.${field}`)))}, e.reason`;
  const rows = await readFirst(transaction, { centre, criteria, stretch, columns: told }, read);
  const of = (name: string) => rows.filter(({ field }) => field === name).map(({ value, count }) => ({ value, count }));
  return {
    counted: of('counted')[0]?.count ?? 0,
    complete: (of('seen')[0]?.count ?? 0) <= most,
    facets: { action: of('action'), outcome: of('outcome'), actor: of('actor'), unit: of('unit'), item: of('item') },
  };
}
