import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { leafKeys } from './leaf-keys.ts';

/** Entries by id: above `after`, up to `until`; undefined: to the last. */
export interface IdRange {
  after: string;
  until: string | undefined;
}

/** A leaf by which its entry is not found. */
export interface UnlikeLeaf {
  index: number;
  id: string;
}

/** The id of the entry whose leaf comes `count` after that of another, by their ids; undefined when there are not as many. */
export async function idAfter(
  transaction: Transaction,
  centre: string,
  after: string,
  count: number,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('audit.leaf')
    .select('entry')
    .where('centre', '=', centre)
    .where('entry', '>', after)
    .orderBy('entry')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.entry;
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

const within = (column: string, { after, until }: IdRange) => {
  const id = sql.ref(column);
  return until === undefined ? sql`${id} > ${after}::uuid` : sql`${id} > ${after}::uuid and ${id} <= ${until}::uuid`;
};
