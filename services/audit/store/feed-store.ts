import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { among, type Criteria } from './entry-filters.ts';
import { entryColumns, toEntry } from './entry-store.ts';

/** Entries `from` ≤ index < `until` that match, in the order of the index. */
export async function entriesBetween(
  transaction: Transaction,
  centre: string,
  { all, choices, either, reason }: Criteria,
  { from, until, limit }: { from: number; until: number; limit: number },
): Promise<(Entry & { index: number })[]> {
  let query = transaction
    .selectFrom('audit.leaf as l')
    .innerJoin('audit.entry as e', (on) => on.onRef('e.centre', '=', 'l.centre').onRef('e.id', '=', 'l.entry'))
    .select(entryColumns)
    .select('l.index')
    .where('l.centre', '=', centre)
    .where('l.index', '>=', from)
    .where('l.index', '<', until)
    .orderBy('l.index')
    .limit(limit);
  for (const condition of [...all, ...choices.map(among)]) query = query.where(condition);
  if (either.length) query = query.where(sql<boolean>`(${sql.join([...either], sql` or `)})`);
  if (reason !== undefined) query = query.where(sql<boolean>`strpos(lower(e.reason), ${reason}) > 0`);
  return (await query.execute()).map(toEntry) as (Entry & { index: number })[];
}
