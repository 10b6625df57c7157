import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { append, type LogEntry } from './store/log-store.ts';

/**
 * Runs an act in one transaction of the centre. A refusal (403, 409, or the account was disabled meanwhile) rolls everything
 * back and is itself recorded before it is told, as `refused` says; when it cannot be recorded the caller hears that instead.
 */
export async function act<T>(
  database: Database,
  centre: string,
  refused: LogEntry,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await inCentre(database, centre, work);
  } catch (error) {
    if (error instanceof Problem && ([403, 409].includes(error.status) || error.code === 'account-disabled')) {
      const details = error.members.conflicts
        ? { conflicts: error.members.conflicts.map(({ rule, items }) => ({ rule, items })) }
        : {};
      const entry: LogEntry = {
        ...refused,
        outcome: 'denied',
        reason: error.code,
        details: { ...refused.details, ...details },
      };
      await inCentre(database, centre, (transaction) => append(transaction, centre, entry));
    }
    throw error;
  }
}
