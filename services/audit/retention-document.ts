import type { Hold, RetainedMonth, Retention } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { monthsAfter } from './archive/months.ts';
import { searchableFrom } from './archive/searchable.ts';
import { hasEntries, onlineMonths } from './store/archive-store.ts';
import type { HoldRow } from './store/hold-store.ts';
import { type Usernames, usernamesOf } from './store/person-store.ts';
import type { KeptMonth } from './store/removal-store.ts';
import { askedChange, dueAt, findRetention } from './store/retention-store.ts';

/** A centre's policy as it is told. */
export async function retentionOf(transaction: Transaction, centre: string): Promise<Retention> {
  const periods = await findRetention(transaction, centre);
  const asked = await askedChange(transaction, centre);
  const from = await searchableFrom(transaction, centre);
  const names = await usernamesOf(transaction, centre, [asked?.askedBy]);
  return {
    keepMonths: periods.keepMonths,
    onlineMonths: periods.onlineMonths,
    changedAt: instantOf(periods.changedAt),
    asked: asked
      ? {
          keepMonths: asked.keepMonths,
          onlineMonths: asked.onlineMonths,
          reason: asked.reason,
          askedBy: names(asked.askedBy),
          askedAt: asked.askedAt.toISOString(),
        }
      : null,
    searchableFrom: instantOf(from ?? null),
    online: await monthsInDatabase(transaction, centre, periods),
  };
}

async function monthsInDatabase(
  transaction: Transaction,
  centre: string,
  { onlineMonths: online }: Pick<Retention, 'onlineMonths'>,
): Promise<Retention['online']> {
  const months: Retention['online'] = [];
  for (const month of (await onlineMonths(transaction)).toReversed())
    if (await hasEntries(transaction, centre, month))
      months.push({
        month,
        archivedFrom: monthsAfter(month, 1 + online).toISOString(),
        dueAt: (await dueAt(transaction, centre, month)).toISOString(),
      });
  return months;
}

/** Months as they are told. */
export async function monthDocuments(
  transaction: Transaction,
  centre: string,
  months: readonly KeptMonth[],
): Promise<RetainedMonth[]> {
  const names = await usernamesOf(
    transaction,
    centre,
    months.map(({ asked }) => asked?.askedBy),
  );
  return months.map((kept) => monthDocument(kept, names));
}

const monthDocument = (kept: KeptMonth, names: Usernames): RetainedMonth => ({
  month: kept.month,
  firstIndex: kept.first,
  lastIndex: kept.last,
  entries: kept.entries,
  size: kept.size,
  root: kept.root.toString('base64'),
  state: stateOf(kept),
  archivedAt: kept.archivedAt.toISOString(),
  setAsideUntil: instantOf(kept.setAsideUntil),
  dueAt: kept.dueAt.toISOString(),
  due: kept.due,
  holds: kept.holds,
  asked: kept.asked && {
    reason: kept.asked.reason,
    askedBy: names(kept.asked.askedBy),
    askedAt: kept.asked.askedAt.toISOString(),
  },
  removedAt: instantOf(kept.removed?.at ?? null),
  removal: kept.removed?.entry ?? null,
});

function stateOf({ detachedAt, removed }: KeptMonth): RetainedMonth['state'] {
  if (removed) return removed.filesGoneAt ? 'removed' : 'removing';
  return detachedAt ? 'archived' : 'archiving';
}

/** Holds as they are told. */
export async function holdDocuments(
  transaction: Transaction,
  centre: string,
  holds: readonly HoldRow[],
): Promise<Hold[]> {
  const names = await usernamesOf(
    transaction,
    centre,
    holds.flatMap(({ placedBy, releasedBy }) => [placedBy, releasedBy]),
  );
  return holds.map(({ since, until, placedBy, placedAt, releasedBy, releasedAt, ...facts }) => ({
    ...facts,
    since: since.toISOString(),
    until: instantOf(until),
    placedBy: names(placedBy),
    placedAt: placedAt.toISOString(),
    releasedBy: names(releasedBy),
    releasedAt: instantOf(releasedAt),
  }));
}

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null;
