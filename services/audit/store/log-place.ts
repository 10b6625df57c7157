import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Condition } from './entry-filters.ts';

/** A place in the order of the log. */
export interface LogPlace {
  xid: string;
  id: string;
}

/** The last entry whose index lies below `bound`; undefined when there is none. */
export async function lastBelow(
  transaction: Transaction,
  centre: string,
  bound: number,
): Promise<LogPlace | undefined> {
  return transaction
    .selectFrom('audit.leaf as l')
    .innerJoin('audit.entry as e', (on) => on.onRef('e.centre', '=', 'l.centre').onRef('e.id', '=', 'l.entry'))
    .select(['e.xid', 'e.id'])
    .where('l.centre', '=', centre)
    .where('l.index', '<', bound)
    .orderBy('l.index', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** On `audit.entry e`: the same as an index up to that of the place, without a look into the tree. */
export const upTo = ({ xid, id }: LogPlace): Condition => sql`(e.xid, e.id) <= (${xid}::xid8, ${id}::uuid)`;
