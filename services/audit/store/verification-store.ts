import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import { entryColumns, toEntry } from './entry-store.ts';
import type { Position } from './sequence-store.ts';
import type { Log, StoredCheckpoint } from './tree-store.ts';

export interface LeafRow {
  index: number;
  /** Id of the entry that was given this index. */
  id: string;
  /** Absent when no such entry is stored. */
  entry: Entry | undefined;
}

export interface StoredHead {
  log: Log;
  position: Position;
  /** Absent while the log is empty. */
  checkpoint: StoredCheckpoint | undefined;
}

/** Log, position and newest checkpoint in one statement: of one instant, however busy the sequencer is. */
export async function readHead(transaction: Transaction, centre: string): Promise<StoredHead | undefined> {
  const row = await transaction
    .selectFrom('audit.log as g')
    .innerJoin('audit.position as p', 'p.centre', 'g.centre')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('audit.checkpoint')
          .select(['size', 'root', 'note'])
          .where('centre', '=', centre)
          .orderBy('size', 'desc')
          .limit(1)
          .as('c'),
      (on) => on.onTrue(),
    )
    .select(['g.origin', 'g.hash', 'p.xid', 'p.id', 'p.size as positionSize', 'c.size', 'c.root', 'c.note'])
    .where('g.centre', '=', centre)
    .executeTakeFirst();
  if (!row) return undefined;
  const { origin, hash, xid, id, positionSize, size, root, note } = row;
  return {
    log: { origin, hash },
    position: { xid, id, size: positionSize },
    checkpoint: size === null || !root || note === null ? undefined : { size, root, note },
  };
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
    // Looked up one by one: left to itself PostgreSQL may read a whole month for each batch.
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('audit.entry as e')
          .selectAll()
          .whereRef('e.centre', '=', 'l.centre')
          .whereRef('e.id', '=', 'l.entry')
          .offset(0)
          .as('e'),
      (on) => on.onTrue(),
    )
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

/** Ids of the entries that were given these indexes, as far as the database still tells. */
export async function idsAt(
  transaction: Transaction,
  centre: string,
  indexes: readonly number[],
): Promise<Map<number, string>> {
  if (indexes.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('audit.leaf')
    .select(['index', 'entry'])
    .where('centre', '=', centre)
    .where('index', 'in', indexes)
    .execute();
  return new Map(rows.map(({ index, entry }) => [index, entry]));
}

/** Entries that stand among the sequenced ones although they were never given an index. */
export async function entriesWithoutLeaf(
  transaction: Transaction,
  centre: string,
  { xid, id, size }: Position,
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
            .whereRef('l.entry', '=', 'e.id')
            .where('l.index', '<', size),
        ),
      ),
    )
    .orderBy('e.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
