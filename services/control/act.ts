import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { holdCaller } from './holders.ts';
import { append, type LogEntry } from './store/log-store.ts';

/** What a person attempts: the facts that every entry about it holds. */
export type Attempt = Pick<LogEntry, 'action' | 'targetType'> &
  Partial<Pick<LogEntry, 'target' | 'unit' | 'item' | 'details'>>;

/**
 * Runs a person's act in one transaction of their centre, in which they stay active where it writes: before any row of
 * internal control is locked. A refusal (403, 409) rolls everything back and
 * is itself recorded before it is told: as `access.refused` when a permission lacks, else as the attempt denied.
 */
export async function act<T>(
  database: Database,
  request: FastifyRequest,
  attempt: Attempt,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const caller = personOf(request);
  const { centre } = caller;
  try {
    return await inCentre(database, centre, async (transaction) => {
      if (request.method !== 'GET') await holdCaller(transaction, caller);
      return work(transaction);
    });
  } catch (error) {
    if (error instanceof Problem && (error.status === 403 || error.status === 409)) {
      const entry: LogEntry = {
        ...traceOf(request),
        ...attempt,
        ...(error.status === 403 ? { action: 'access.refused' as const } : {}),
        outcome: 'denied',
        reason: error.code,
      };
      await inCentre(database, centre, (transaction) => append(transaction, centre, [entry]));
    }
    throw error;
  }
}
