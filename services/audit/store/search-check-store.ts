import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { leafKeys } from './leaf-keys.ts';

/** Entries by id, both included. */
export interface IdRange {
  first: string;
  last: string;
}

/** A leaf by which its entry is not found. */
export interface UnlikeLeaf {
  index: number;
  id: string;
}

/**
 * The next `count` entries that have a leaf after this one, by their ids; undefined when there are none. Both ends are told, though the first
 * follows from `after` and nothing comes behind the last: a range within one month has PostgreSQL read its partition alone, where it
 * would else merge those of all months.
 */
export async function nextStretch(
  transaction: Transaction,
  centre: string,
  after: string,
  count: number,
): Promise<IdRange | undefined> {
  const leaves = sql`select l.entry from audit.leaf l where l.centre = ${centre} and l.entry > ${after}::uuid`;
  const { rows } = await sql<{ first: string | null; last: string }>`
    select (${leaves} order by l.entry limit 1) as first,
      coalesce((${leaves} order by l.entry offset ${count - 1} limit 1), (${leaves} order by l.entry desc limit 1)) as last
    `.execute(transaction);
  const [found] = rows;
  return found?.first ? { first: found.first, last: found.last } : undefined;
}

/**
 * Leaves below `size` that do not say what their stored entries do, or whose action is not among the known ones: who asks for its beginning
 * does not find them. Both are read once, in the order of the ids.
 */
export async function unlikeLeaves(
  transaction: Transaction,
  centre: string,
  size: number,
  range: IdRange,
  limit: number,
): Promise<UnlikeLeaf[]> {
  const keysOf = (table: string) => sql.join(leafKeys.map((key) => sql.ref(`${table}.${key}`)));
  const { rows } = await sql<UnlikeLeaf>`
    select l.index, k.id from audit.leaf l join audit.entry_key k on k.centre = l.centre and k.id = l.entry
    where l.centre = ${centre} and k.centre = ${centre} and l.index < ${size}
      and ${within('l.entry', range)} and ${within('k.id', range)}
      and ((${keysOf('l')}) is distinct from (${keysOf('k')})
        or k.action collate "C" not in (select a.action from audit.action a where a.centre = ${centre}))
    limit ${limit}`.execute(transaction);
  return rows;
}

const within = (column: string, { first, last }: IdRange) =>
  sql`${sql.ref(column)} between ${first}::uuid and ${last}::uuid`;
