import { type Action, type EntryInput, maskEntry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** An entry whose action is one that `contracts` has words for. */
export type LogEntry = EntryInput & { action: Action };

/** Writes entries in the caller's transaction: they are kept exactly when the change is, numbers of people masked; gives their ids. */
export async function append(
  transaction: Transaction,
  centre: string,
  entries: readonly LogEntry[],
): Promise<readonly string[]> {
  if (entries.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select append as id from audit.append(${centre}, ${JSON.stringify(entries.map(maskEntry))}::jsonb)`.execute(
    transaction,
  );
  return rows.map(({ id }) => id);
}
