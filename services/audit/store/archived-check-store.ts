import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { leafKeys } from './leaf-keys.ts';
import type { UnlikeLeaf } from './search-check-store.ts';

/** An entry that was given this index, as the archive has it. */
export type ArchivedEntry = Entry & { index: number };

const keyOf = (column: string) => sql`audit.key(${sql.ref(`e.${column}`)})`;

/** What `audit.entry_key` says of a stored entry, said of a record `e`. */
const expected: Record<(typeof leafKeys)[number], ReturnType<typeof sql>> = {
  at: sql`e.at`,
  action_key: keyOf('action'),
  outcome_key: keyOf('outcome'),
  actor_key: keyOf('actor'),
  person_key: keyOf('person'),
  client_key: keyOf('client'),
  about_key: keyOf('about'),
  target_type_key: keyOf('targetType'),
  target_key: keyOf('target'),
  unit_key: keyOf('unit'),
  item_key: keyOf('item'),
  case_key: keyOf('case'),
  correlation_key: keyOf('correlationId'),
  has_reason: sql`e.reason is not null`,
};
/** All are text: bytes that somebody has altered may say anything. */
const columns = [
  ...['id', 'at', 'action', 'outcome', 'actor', 'person', 'client', 'about', 'targetType', 'target', 'unit', 'item'],
  ...['case', 'correlationId', 'reason'],
];

/** Which of these entries a search would not find by what they say, or not by the beginning of their action. */
export async function unlikeArchived(
  transaction: Transaction,
  centre: string,
  entries: readonly ArchivedEntry[],
): Promise<UnlikeLeaf[]> {
  const records = JSON.stringify(entries.map(({ before: _, after: __, details: ___, ...entry }) => entry));
  const types = sql.join(columns.map((name) => sql`${sql.ref(name)} text`));
  const stored = sql.join(
    leafKeys.map((key) =>
      key === 'at'
        ? sql`to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
        : sql`${sql.ref(`l.${key}`)}`,
    ),
  );
  const { rows } = await sql<UnlikeLeaf>`
    select l.index, e.id from jsonb_to_recordset(${records}::jsonb) as e(index bigint, ${types})
    join audit.leaf l on l.centre = ${centre} and l.index = e.index
    where (${stored}) is distinct from (${sql.join(leafKeys.map((key) => expected[key]))})
      or not exists (select from audit.action a where a.centre = ${centre} and a.action = e.action)
    order by l.index`.execute(transaction);
  return rows;
}
