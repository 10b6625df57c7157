import { actSaid, type EntryInput, listed, or, said, thingSaid } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, callerOf, Problem, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { isWhole, type Scope, scopeOf, wholeLog } from './scope.ts';
import { appendEntries } from './store/entry-store.ts';
import { permissionsOnEntries, publishedUnits } from './store/permission-store.ts';
import { unitTree } from './unit-tree.ts';

/** What the entry about a reading says: which kind, of what, with which filters. */
type Reading = Pick<EntryInput, 'action' | 'targetType' | 'target' | 'reason' | 'details'>;

/** Permissions on `entry`. */
type ReadingAction = 'read' | 'export' | 'read-personal' | 'erase-personal' | 'retain' | 'hold';

export interface ReadingWork<T> {
  /** Absent for the following pages of one query: the first has been logged. */
  reading?: Reading;
  /** Whether it heeds the scope it is given. Without, only who may see the whole log is let in. */
  scoped?: boolean;
  /** The permission on `entry` that a person needs, or any one of several. Default `read`. */
  action?: ReadingAction | readonly ReadingAction[];
  /** Runs once the caller is known to be permitted, outside of any transaction: waiting for the sequencer. */
  settle?: (centre: string) => Promise<void>;
  /** `readingId`: the id of the entry that says so, where there is a `reading`. */
  work: (transaction: Transaction, centre: string, readingId: string, scope: Scope) => Promise<T>;
}

/**
 * Reads the log for a caller who may, in one transaction with the entry that says so. A refusal is an entry too.
 * Throws Problem `not-permitted`.
 */
export async function readLog<T>(
  database: Database,
  request: FastifyRequest,
  { reading, scoped = false, action = 'read', settle, work }: ReadingWork<T>,
): Promise<T> {
  const caller = callerOf(request);
  const { centre } = caller;
  const entry = (facts: EntryInput): EntryInput => ({
    ...traceOf(request),
    targetType: 'entry',
    ...facts,
  });
  const actions = [action].flat();
  const scope = await inCentre(database, centre, (transaction) => widestScope(transaction, caller, actions));
  if (!scope || !(scoped || isWhole(scope))) {
    await inCentre(database, centre, (transaction) =>
      appendEntries(transaction, centre, [
        entry({ action: 'access.refused', outcome: 'denied', reason: 'not-permitted' }),
      ]),
    );
    const needed = { action: listed(actions.map(actSaid), or), resource: thingSaid('entry') };
    throw new Problem('not-permitted', scope ? said('permission-centre', needed) : said('permission', needed));
  }
  await settle?.(centre);
  return inCentre(database, centre, async (transaction) => {
    const [id = ''] = reading ? await appendEntries(transaction, centre, [entry({ outcome: 'done', ...reading })]) : [];
    return work(transaction, centre, id, scope);
  });
}

/** By whichever of the permissions opens the whole log; else by the first that opens anything. */
async function widestScope(
  transaction: Transaction,
  caller: Caller,
  actions: readonly ReadingAction[],
): Promise<Scope | undefined> {
  let first: Scope | undefined;
  for (const action of actions) {
    const scope = await currentScope(transaction, caller, action);
    if (scope && isWhole(scope)) return scope;
    first ??= scope;
  }
  return first;
}

/**
 * What the caller may see at this moment; undefined: nothing. The route has looked at a client's scope already; a person
 * needs the permission on `entry`.
 */
export async function currentScope(
  transaction: Transaction,
  caller: Pick<Caller, 'centre'> & ({ kind: 'client' } | { kind: 'person'; person: string }),
  action: ReadingAction,
): Promise<Scope | undefined> {
  if (caller.kind === 'client') return wholeLog;
  const { centre, person } = caller;
  const permissions = await permissionsOnEntries(transaction, centre, person);
  if (permissions.length === 0) return undefined;
  return scopeOf(permissions, action, unitTree(await publishedUnits(transaction, centre)));
}
