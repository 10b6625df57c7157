import { type Action, type EntryInput, maskEntry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** An entry whose action is one that `contracts` has words for. */
export type LogEntry = EntryInput & { action: Action };

/** Writes entries in the caller's transaction: they are kept exactly when the change is, numbers of people masked. */
export async function append(transaction: Transaction, centre: string, entries: LogEntry | LogEntry[]): Promise<void> {
  const list = Array.isArray(entries) ? entries : [entries];
  if (list.length === 0) return;
  await sql`select audit.append(${centre}, ${JSON.stringify(list.map(maskEntry))}::jsonb)`.execute(transaction);
}
