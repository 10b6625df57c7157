import { inCentre, type Transaction } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { deleteDrafts } from './store/draft-store.ts';
import { append, type LogEntry } from './store/log-store.ts';

/** So many days after it was last saved a draft is dropped. */
export const draftDays = 90;

export const draftEntry = (action: 'draft.saved' | 'draft.deleted', id: string, facts: EntryFacts): LogEntry => ({
  ...facts,
  action,
  outcome: 'done',
  targetType: 'draft',
  target: id,
});

/** Ends those of somebody who leaves, under their lock. */
export async function endDraftsOf(
  transaction: Transaction,
  centre: string,
  author: string,
  facts: EntryFacts,
): Promise<void> {
  await noteGone(transaction, centre, await deleteDrafts(transaction, centre, { author }), facts, 'departure');
}

/** Drops those that nobody has touched for long. */
export async function dropOldDrafts({ database }: Pick<Desk, 'database'>, centre: string): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const gone = await deleteDrafts(transaction, centre, { days: draftDays });
    await noteGone(transaction, centre, gone, { client: 'access' }, 'expiry');
    return gone.length;
  });
}

async function noteGone(
  transaction: Transaction,
  centre: string,
  gone: readonly { id: string; author: string }[],
  facts: EntryFacts,
  reason: 'departure' | 'expiry',
): Promise<void> {
  if (gone.length === 0) return;
  const entries = gone.map(({ id, author }) => ({ ...draftEntry('draft.deleted', id, facts), about: author, reason }));
  await append(transaction, centre, entries);
}
