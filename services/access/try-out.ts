import type { Database, Transaction } from '@zhiheng/database';
import { act } from './act.ts';
import type { LogEntry } from './store/log-store.ts';

/** Does what `work` does, takes all of it back, and gives what it found: so preview and deed cannot differ. */
export async function tryOut<T>(
  database: Database,
  centre: string,
  refused: LogEntry,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const undo = new Undo<T>();
  try {
    await act(database, centre, refused, async (transaction) => {
      undo.found = await work(transaction);
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return undo.found as T;
}

/** Carries what was found out of the transaction that takes everything back. */
class Undo<T> extends Error {
  found: T | undefined;
}
