import type { Transaction } from '@zhiheng/database';
import { cosignatureLines } from './store/cosignature-store.ts';
import type { StoredCheckpoint } from './store/tree-store.ts';

/** A checkpoint's note with the lines of its witnesses below the log's own: as any C2SP client reads it. */
export async function cosignedNote(
  transaction: Transaction,
  centre: string,
  { size, note }: StoredCheckpoint,
): Promise<string> {
  return note + (await cosignatureLines(transaction, centre, size)).join('');
}
