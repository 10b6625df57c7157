import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Condition } from './entry-filters.ts';

/** A place in the order of the log. */
export interface LogPlace {
  xid: string;
  id: string;
  /** No entry up to this place has a greater id. */
  greatest: string;
}

// A client's id lies at most a day ahead of its time, and no transaction is open for another. By it PostgreSQL passes over the
// months that came later.
const greatest = sql<string>`audit.first_id(e.at + interval '2 days')`.as('greatest');

/** The last entry whose index lies below `bound`; undefined when there is none. */
export async function lastBelow(
  transaction: Transaction,
  centre: string,
  bound: number,
): Promise<LogPlace | undefined> {
  return transaction
    .selectFrom('audit.leaf as l')
    .innerJoin('audit.entry as e', (on) => on.onRef('e.centre', '=', 'l.centre').onRef('e.id', '=', 'l.entry'))
    .select(['e.xid', 'e.id', greatest])
    .where('l.centre', '=', centre)
    .where('l.index', '<', bound)
    .orderBy('l.index', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * On `audit.entry e`: the same as an index up to that of the place, without a look into the tree. Turned round so that it
 * holds a row back and leads no search: the sequencer's index would give a page in another order than that of the ids.
 */
export const upTo = ({ xid, id, greatest }: LogPlace): Condition =>
  sql`not ((e.xid, e.id) > (${xid}::xid8, ${id}::uuid)) and e.id < ${greatest}::uuid`;
