import { setTimeout as pause } from 'node:timers/promises';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { isWaiting } from './store/entry-store.ts';
import { hasPassed, newestEntry } from './store/sequence-store.ts';

/** Milliseconds a reader waits for the sequencer before going on without. */
const queryPatience = 1_000;
const proofPatience = 2_000;
const lookMs = 20;

/**
 * Waits until everything that was committed before this call has its index, so that a caller who has just acted finds
 * it. `nudge` wakes the sequencer where it works in this process.
 */
export async function settleLog(
  database: Database,
  centre: string,
  nudge: () => void,
  patience = queryPatience,
): Promise<void> {
  const newest = await inCentre(database, centre, (transaction) => newestEntry(transaction, centre));
  if (!newest) return;
  await waitUntil(database, centre, patience, nudge, (transaction) => hasPassed(transaction, centre, newest));
}

/** Waits until one entry has its index; returns at once when there is no such entry. */
export async function settleEntry(
  database: Database,
  centre: string,
  id: string,
  nudge: () => void,
  patience = proofPatience,
): Promise<void> {
  await waitUntil(
    database,
    centre,
    patience,
    nudge,
    async (transaction) => !(await isWaiting(transaction, centre, id)),
  );
}

/** Looks again and again, each time in a transaction of its own: one that waited would hold the sequencer back. */
async function waitUntil(
  database: Database,
  centre: string,
  patience: number,
  nudge: () => void,
  isSo: (transaction: Transaction) => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await inCentre(database, centre, isSo)) && performance.now() < deadline) {
    nudge();
    await pause(lookMs);
  }
}
