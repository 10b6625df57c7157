import type { Hold, RetainedMonth, Retention } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { searchableFrom } from './archive/searchable.ts';
import type { HoldRow } from './store/hold-store.ts';
import type { KeptMonth } from './store/removal-store.ts';
import { askedChange, findRetention } from './store/retention-store.ts';

/** A centre's policy as it is told. */
export async function retentionOf(transaction: Transaction, centre: string): Promise<Retention> {
  const { keepMonths, onlineMonths, changedAt } = await findRetention(transaction, centre);
  const asked = await askedChange(transaction, centre);
  const from = await searchableFrom(transaction, centre);
  return {
    keepMonths,
    onlineMonths,
    changedAt: instantOf(changedAt),
    asked: asked
      ? {
          keepMonths: asked.keepMonths,
          onlineMonths: asked.onlineMonths,
          reason: asked.reason,
          askedBy: asked.askedBy,
          askedAt: asked.askedAt.toISOString(),
        }
      : null,
    searchableFrom: instantOf(from ?? null),
  };
}

export const monthDocument = (kept: KeptMonth): RetainedMonth => ({
  month: kept.month,
  firstIndex: kept.first,
  lastIndex: kept.last,
  entries: kept.entries,
  size: kept.size,
  root: kept.root.toString('base64'),
  state: stateOf(kept),
  archivedAt: kept.archivedAt.toISOString(),
  dueAt: kept.dueAt.toISOString(),
  due: kept.due,
  holds: kept.holds,
  asked: kept.asked && {
    reason: kept.asked.reason,
    askedBy: kept.asked.askedBy,
    askedAt: kept.asked.askedAt.toISOString(),
  },
  removedAt: instantOf(kept.removed?.at ?? null),
  removal: kept.removed?.entry ?? null,
});

function stateOf({ detachedAt, removed }: KeptMonth): RetainedMonth['state'] {
  if (removed) return removed.filesGoneAt ? 'removed' : 'removing';
  return detachedAt ? 'archived' : 'archiving';
}

export const holdDocument = ({ since, until, placedAt, releasedAt, ...facts }: HoldRow): Hold => ({
  ...facts,
  since: since.toISOString(),
  until: instantOf(until),
  placedAt: placedAt.toISOString(),
  releasedAt: instantOf(releasedAt),
});

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null;
