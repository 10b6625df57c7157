import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import { entryColumns, toEntry } from './entry-store.ts';
import type { Position } from './sequence-store.ts';

export interface LeafRow {
  index: number;
  /** Id of the entry that was given this index. */
  id: string;
  /** Absent when no such entry is stored. */
  entry: Entry | undefined;
}

/** Leaves `from` ≤ index < `until` in order, with what the database now holds as their entries. */
export async function readLeaves(
  transaction: Transaction,
  centre: string,
  from: number,
  until: number,
): Promise<LeafRow[]> {
  const rows = await transaction
    .selectFrom('audit.leaf as l')
    .leftJoin('audit.entry as e', (on) => on.onRef('e.centre', '=', 'l.centre').onRef('e.id', '=', 'l.entry'))
    .select(['l.index', 'l.entry'])
    .select(entryColumns)
    .where('l.centre', '=', centre)
    .where('l.index', '>=', from)
    .where('l.index', '<', until)
    .orderBy('l.index')
    .execute();
  return rows.map(({ index, entry, ...row }) => ({
    index,
    id: entry,
    entry: row.id === null ? undefined : toEntry(row),
  }));
}

/** Entries that stand among the sequenced ones although they were never given an index. */
export async function entriesWithoutLeaf(
  transaction: Transaction,
  centre: string,
  { xid, id }: Position,
  limit: number,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('audit.entry as e')
    .select('e.id')
    .where('e.centre', '=', centre)
    .where(sql<SqlBool>`(e.xid, e.id) <= (${xid}::xid8, ${id}::uuid)`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit.leaf as l')
            .select('l.index')
            .whereRef('l.centre', '=', 'e.centre')
            .whereRef('l.entry', '=', 'e.id'),
        ),
      ),
    )
    .orderBy('e.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
