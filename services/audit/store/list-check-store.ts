import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { UnlikeLeaf } from './search-check-store.ts';

/** How many segments of posting lists there are, any that is missing before the last counted. */
export async function segmentCount(transaction: Transaction, centre: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(max(segment) + 1, 0) as count from audit.segment where centre = ${centre}`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/**
 * Leaves of a segment that its lists, made anew of what its leaves say, would tell of and the stored ones do not, or that lie beyond the time in which they are
 * looked for. What lists tell of too much hides nothing: each leaf is asked itself.
 */
export async function unlistedLeaves(
  transaction: Transaction,
  centre: string,
  segment: number,
  limit: number,
): Promise<UnlikeLeaf[]> {
  const { rows } = await sql<UnlikeLeaf>`
    with missing as materialized (
      select coalesce(bit_or(m.leaves & ~coalesce(p.leaves, 0::bit(16384))), 0::bit(16384)) as leaves
      from audit.postings_of(${centre}, ${segment}) m
      left join audit.posting p on p.centre = ${centre} and p.segment = ${segment} and p.field = m.field and p.key = m.key
      where p.leaves is distinct from m.leaves)
    select l.index, l.entry as id from missing
    join audit.leaf l on l.centre = ${centre}
      and l.index >= ${segment}::bigint * audit.segment_width() and l.index < (${segment} + 1)::bigint * audit.segment_width()
    left join audit.segment s on s.centre = ${centre} and s.segment = ${segment}
    where s.segment is null or l.at not between s.first_at and s.last_at
      or get_bit(missing.leaves, (l.index % audit.segment_width())::integer) = 1
    order by l.index limit ${limit}`.execute(transaction);
  return rows;
}
