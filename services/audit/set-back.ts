import type { Transaction } from '@zhiheng/database';
import { appendEntries } from './store/entry-store.ts';
import { signingTimes } from './store/tree-store.ts';

/** Clocks are set right by less than this all the time, and two servers of one cluster differ by less. */
const toleratedMs = 1_000;

/**
 * The order of the log does not rest on time, yet its readers do: where the checkpoint just stored bears a time before that of the one
 * before it, an entry says so, once for each time that the database's clock was set back.
 */
export async function noteSetBack(transaction: Transaction, centre: string): Promise<void> {
  const [now, before] = await signingTimes(transaction, centre, 2);
  if (!now || !before || before.getTime() - now.getTime() <= toleratedMs) return;
  const seconds = Math.round((before.getTime() - now.getTime()) / 1_000);
  await appendEntries(transaction, centre, [
    {
      action: 'clock.set-back',
      outcome: 'done',
      details: { seconds, signedAt: before.toISOString(), now: now.toISOString() },
    },
  ]);
}
