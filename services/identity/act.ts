import { actSaid, said, thingSaid } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { reachesAll, reachOf } from './reach.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { heldPermissions, publishedUnits } from './store/permission-store.ts';

type Needed = readonly [action: string, resource: string];

/**
 * Runs a person's act in one transaction of their centre. A refusal rolls it back and is an entry of its own before it is
 * told: `access.refused` where a permission lacks, else the attempt denied.
 */
export async function act<T>(
  database: Database,
  request: FastifyRequest,
  attempt: Pick<LogEntry, 'action'> & Partial<Pick<LogEntry, 'target' | 'targetType'>>,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const { centre } = personOf(request);
  try {
    return await inCentre(database, centre, work);
  } catch (error) {
    if (error instanceof Problem && error.status >= 403 && error.status < 500 && error.status !== 404) {
      const action = error.code === 'not-permitted' ? 'access.refused' : attempt.action;
      const entry: LogEntry = { ...traceOf(request), ...attempt, action, outcome: 'denied', reason: error.code };
      await inCentre(database, centre, (transaction) => append(transaction, centre, entry));
    }
    throw error;
  }
}

/** Throws Problem `not-permitted` unless the caller holds it over the whole centre. */
export async function requireCentreWide(transaction: Transaction, request: FastifyRequest, needed: Needed) {
  const { centre } = personOf(request);
  const units = await publishedUnits(transaction, centre);
  if (!reachesAll(await reach(transaction, request, needed, units), units))
    throw new Problem('not-permitted', said('permission-centre', saidOf(needed)));
}

/** Throws Problem `not-permitted` unless the caller holds it over this unit. */
export async function requireOver(
  transaction: Transaction,
  request: FastifyRequest,
  needed: Needed,
  unit: string,
): Promise<void> {
  const units = await publishedUnits(transaction, personOf(request).centre);
  if (!(await reach(transaction, request, needed, units)).has(unit))
    throw new Problem('not-permitted', said('permission', saidOf(needed)));
}

async function reach(
  transaction: Transaction,
  request: FastifyRequest,
  needed: Needed,
  units: Awaited<ReturnType<typeof publishedUnits>>,
): Promise<Set<string>> {
  const { centre, person } = personOf(request);
  return reachOf(await heldPermissions(transaction, centre, person, needed), units);
}

const saidOf = ([action, resource]: Needed) => ({ action: actSaid(action), resource: thingSaid(resource) });
