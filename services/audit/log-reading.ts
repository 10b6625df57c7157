import type { Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import { tileWidth } from '@zhiheng/ledger';
import { isOf, queryAction } from './query.ts';
import { findEntry } from './store/entry-store.ts';

/** What the entry about reading bundles says: of one, or of a range that is read through. */
export const readingAction = queryAction;

const dayMs = 86_400_000;

/**
 * The entry with this id says that its caller reads a range through which this bundle belongs to; then the bundle needs no entry of its
 * own. Throws Problem `invalid-cursor` where it is of something else, somebody else's, or too long ago.
 */
export async function requireReading(
  transaction: Transaction,
  centre: string,
  caller: Caller,
  id: string,
  { n, width }: { n: number; width: number },
): Promise<void> {
  const logged = await findEntry(transaction, centre, id);
  const { from, until } = (logged?.details ?? {}) as { from?: unknown; until?: unknown };
  const covers =
    typeof from === 'number' && typeof until === 'number' && from <= n * tileWidth && n * tileWidth + width <= until;
  if (!logged || logged.action !== readingAction || !isOf(logged, caller) || !covers)
    throw new Problem('invalid-cursor');
  if (Date.now() - Date.parse(logged.at) > dayMs) throw new Problem('invalid-cursor');
}
