import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import type { Condition, Criteria } from './entry-filters.ts';

/** Columns of `audit.entry` by which entries are found, and their types there. */
const columns = {
  id: 'uuid',
  action: 'text',
  outcome: 'text',
  actor: 'text',
  person: 'uuid',
  client: 'text',
  about: 'uuid',
  target_type: 'text',
  target: 'text',
  unit: 'text',
  item: 'text',
  case: 'uuid',
  reason: 'text',
  correlation_id: 'text',
} as const;

/**
 * The ids of those entries that are what is asked for, though no table holds them: the database judges them by the very conditions by
 * which it would find them.
 */
export async function fitting(
  transaction: Transaction,
  { exact, reason }: Criteria,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const asked: Condition[] = [
    ...exact,
    ...(reason === undefined ? [] : [sql<SqlBool>`strpos(lower(e.reason), ${reason}) > 0`]),
  ];
  if (entries.length === 0 || asked.length === 0) return new Set(entries.map(({ id }) => id));
  const types = sql.join(Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
  const { rows } = await sql<{ id: string }>`
    select e.id from jsonb_to_recordset(${JSON.stringify(entries.map(rowOf))}::jsonb) as e(${types})
    where ${sql.join(asked, sql` and `)}`.execute(transaction);
  return new Set(rows.map(({ id }) => id));
}

const rowOf = ({ targetType, correlationId, before: _, after: __, details: ___, ...entry }: Entry) => ({
  ...entry,
  target_type: targetType,
  correlation_id: correlationId,
});
