import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import { type Criteria, everyCondition } from './entry-filters.ts';
import { departed } from './log-place.ts';

/**
 * Whether a leaf of these indexes that is found by the criteria has no entry (any more), though its month is in the database: those of
 * months that have left it are looked for in the archive. The entry
 * cannot be asked whether it was really meant: a leaf whose keys are like those counts. OFFSET has each looked up by itself: of a month that was not
 * analysed yet PostgreSQL would read all entries for every leaf.
 */
export async function lacksEntries(
  transaction: Transaction,
  centre: string,
  criteria: Criteria,
  { from, until }: { from: number; until: number },
): Promise<boolean> {
  const gone = await departed(transaction, centre);
  const found = [...(gone ? [sql<SqlBool>`l.entry >= ${gone.before}::uuid`] : []), ...everyCondition(criteria)];
  const { rows } = await sql`
    select from audit.leaf l
    where l.centre = ${centre} and l.centre_key = audit.key(${centre}) and l.index >= ${from} and l.index < ${until}
      and ${sql.join([sql<SqlBool>`true`, ...found], sql` and `)}
      and not exists (select from audit.entry e where e.centre = l.centre and e.id = l.entry offset 0)
    limit 1`.execute(transaction);
  return rows.length > 0;
}
