import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { keyOfText } from '../audit-key.ts';
import { leafKeys } from './leaf-keys.ts';

/** A leaf by which its entry is not found. */
export interface UnlikeLeaf {
  index: number;
  id: string;
}

/**
 * The first leaves of `from` ≤ index < `until` that do not say what their stored entries do, or whose action is not among the known ones: who asks for its
 * beginning does not find them.
 */
export async function unlikeLeaves(
  transaction: Transaction,
  centre: string,
  from: number,
  until: number,
  limit: number,
): Promise<UnlikeLeaf[]> {
  const keysOf = (table: string) => sql.join(leafKeys.map((key) => sql.ref(`${table}.${key}`)));
  const { rows } = await sql<UnlikeLeaf>`
    select l.index, l.entry as id from audit.leaf l
    cross join lateral (select * from audit.entry_key e where e.centre = l.centre and e.id = l.entry offset 0) k
    where l.centre = ${centre} and l.index >= ${from} and l.index < ${until}
      and ((${keysOf('l')}) is distinct from (${keysOf('k')})
        or k.action collate "C" not in (select a.action from audit.action a where a.centre = ${centre}))
    order by l.index limit ${limit}`.execute(transaction);
  return rows;
}

/** The actions by whose beginnings the entries of this log are found, in UTF-8, by their keys. */
export type KnownActions = ReadonlyMap<number, readonly Uint8Array[]>;

export async function readKnownActions(transaction: Transaction, centre: string): Promise<KnownActions> {
  const rows = await transaction.selectFrom('audit.action').select('action').where('centre', '=', centre).execute();
  const actions = rows.map(({ action }) => Buffer.from(action));
  return Map.groupBy(actions, (action) => keyOfText(action, 0, action.length));
}

/** Texts of every length modulo twelve, as `hashtextextended` takes them in twelve bytes at a time. */
const samples = Array.from({ length: 25 }, (_, length) => '制衡zhiheng0123456789制衡'.slice(0, length));

/** Whether this database makes of texts the keys that `keyOfText` does: on a processor that reads numbers from the other end it does not. */
export async function hasSameKeys(transaction: Transaction): Promise<boolean> {
  const { rows } = await sql<{ key: number }>`
    select audit.key(s.text) as key from unnest(${samples}::text[]) with ordinality as s(text, place) order by place`.execute(
    transaction,
  );
  return rows.every(({ key }, place) => {
    const text = Buffer.from(samples[place] as string);
    return key === keyOfText(text, 0, text.length);
  });
}
