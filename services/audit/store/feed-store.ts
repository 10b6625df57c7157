import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Condition, type Criteria, everyCondition } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';

/** Entries `from` ≤ index < `until` that match, in the order of the index. */
export async function entriesBetween(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  { from, until, limit }: { from: number; until: number; limit: number },
): Promise<(Entry & { index: number })[]> {
  const { exact, reason } = criteria;
  const ofEntry: Condition[] = [
    ...exact,
    ...(reason === undefined ? [] : [sql<boolean>`strpos(lower(e.reason), ${reason}) > 0`]),
  ];
  const rows = await transaction
    .selectFrom('audit.leaf as l')
    // Only entries of leaves that have the keys are looked at, each by itself.
    .innerJoinLateral(
      (select) =>
        select
          .selectFrom('audit.entry as e')
          .selectAll()
          .whereRef('e.centre', '=', 'l.centre')
          .whereRef('e.id', '=', 'l.entry')
          .where(({ and }) => and(ofEntry))
          .offset(0)
          .as('e'),
      (on) => on.onTrue(),
    )
    .select(entryColumns)
    .select('l.index')
    .where('l.centre', '=', centre)
    .where('l.index', '>=', from)
    .where('l.index', '<', until)
    .where(({ and }) => and(everyCondition(criteria)))
    .orderBy('l.index')
    .limit(limit)
    .execute();
  return rows.map(toEntry) as (Entry & { index: number })[];
}
