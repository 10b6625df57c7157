import { actSaid, type DeadSignal, noSuch, type SignalStream, said, thingSaid } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { revive } from '../store/signal-delivery-store.ts';
import {
  type DeadDelivery,
  listStreams,
  permittedOverCentre,
  type StreamSummary,
} from '../store/signal-overview-store.ts';

const needed = { action: 'administer-security', resource: 'role' } as const;

/**
 * Does something with the streams of a centre for who administers its security. A refusal is an entry. Throws Problem `not-permitted`.
 */
export async function forAdministrators<T>(
  database: Database,
  { centre, person }: PersonCaller,
  trace: Trace,
  work: (transaction: Transaction, centre: string) => Promise<T>,
): Promise<T> {
  const done = await inCentre(database, centre, async (transaction) => {
    if (await permittedOverCentre(transaction, centre, person, needed))
      return { with: await work(transaction, centre) };
    await append(transaction, centre, {
      ...trace,
      action: 'access.refused',
      outcome: 'denied',
      targetType: 'stream',
      reason: 'not-permitted',
    });
    return undefined;
  });
  if (done) return done.with;
  const words = { action: actSaid(needed.action), resource: thingSaid(needed.resource) };
  throw new Problem('not-permitted', said('permission-centre', words));
}

/** Throws Problem `not-found`. */
export async function requireStream(transaction: Transaction, centre: string, id: string): Promise<StreamSummary> {
  const [stream] = await listStreams(transaction, centre, { id, limit: 1 });
  if (!stream) throw new Problem('not-found', noSuch('stream', id));
  return stream;
}

/** Has all that was given up of a stream tried once more; the stream as it is then. */
export async function retryStream(
  transaction: Transaction,
  centre: string,
  id: string,
  trace: Trace,
): Promise<StreamSummary> {
  await requireStream(transaction, centre, id);
  const count = await revive(transaction, centre, id);
  if (count > 0)
    await append(transaction, centre, {
      ...trace,
      action: 'signals.retried',
      outcome: 'done',
      targetType: 'stream',
      target: id,
      details: { count },
    });
  return requireStream(transaction, centre, id);
}

const told = (at: Date | null): string | null => at?.toISOString() ?? null;

export const streamDocument = ({ endpoint, ...one }: StreamSummary): SignalStream => ({
  ...one,
  receiver: endpoint === null ? null : new URL(endpoint).host,
  oldestAt: told(one.oldestAt),
  deliveredAt: told(one.deliveredAt),
  failedAt: told(one.failedAt),
  createdAt: one.createdAt.toISOString(),
});

export const deadDocument = (one: DeadDelivery): DeadSignal => ({ ...one, at: one.at.toISOString() });
