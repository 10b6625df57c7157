import type { DepartureEffects } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { carryOut } from './departure-effects.ts';
import { type DepartureLosses, departureLosses } from './departure-losses.ts';
import { type ActingDesk, type Desk, policyOf, requireActive } from './desk.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { databaseNow } from './store/clock-store.ts';
import { type DepartureKind, type DepartureRow, insertDeparture, listDepartures } from './store/departure-store.ts';
import { currentHoldings } from './store/grant-store.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

export interface DepartureOrder {
  /** Id or username. */
  person: string;
  kind: DepartureKind;
  reason?: string;
}

export interface DepartureOutlook {
  person: PersonRow;
  effects: DepartureEffects;
}

/** Who may see what a departure would do, besides those who may carry it out. */
const previewing = [
  ['administer-accounts', 'account'],
  ['read', 'person'],
] as const;
const ordering = [['administer-accounts', 'account']] as const;

/**
 * What a departure would do at this moment. Everything is done and taken back, so preview and deed cannot differ. Throws
 * `not-permitted`, `not-found`, `already-departed`.
 */
export async function previewDeparture(
  desk: Desk,
  caller: Caller,
  person: string,
  trace: Trace,
): Promise<DepartureOutlook & DepartureLosses> {
  const refused = {
    ...trace,
    action: 'access.refused',
    outcome: 'denied',
    targetType: 'person',
    target: person,
    details: { preview: 'departure' },
  } as const;
  const undo = new Undo();
  try {
    await act(desk.database, caller.centre, refused, async (transaction) => {
      const { policy, leaver } = await lockLeaver(desk, transaction, caller, person, previewing);
      const before = await currentHoldings(transaction, caller.centre);
      const effects = await carryOut(transaction, policy, leaver, trace, 'preview');
      const at = await databaseNow(transaction);
      undo.seen = { outlook: { person: leaver, effects }, policy, before, at };
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  const { outlook, policy, before, at } = undo.seen as Seen;
  // Takes its time in a large centre: nobody waits for it behind a lock.
  const losses = await inCentre(desk.database, caller.centre, (transaction) =>
    departureLosses(transaction, policy, outlook.person.id, before, at),
  );
  return { ...outlook, ...losses };
}

/** What a preview found, and the centre as it was before it. */
interface Seen {
  outlook: DepartureOutlook;
  policy: CentrePolicy;
  before: Holding[];
  at: number;
}

/** Carries a preview out of the transaction that takes everything back. */
class Undo extends Error {
  seen: Seen | undefined;
}

/**
 * Someone leaves: account, grants, requests, pending decisions and open work, all in one transaction. No approval delays
 * it and no open work blocks it (the design's invariant 5). Nobody is kept from ordering their own. Gives what was done, the
 * same `key` again the same; throws `not-permitted`, `not-found`, `already-departed`, `idempotency-mismatch`.
 */
export async function depart(
  desk: ActingDesk,
  caller: Caller,
  order: DepartureOrder,
  trace: Trace,
  key?: string,
): Promise<DepartureRow> {
  const { centre } = caller;
  const retry = retryOf(caller, 'departure', key, Object.entries(order).sort());
  const facts = { ...trace, action: 'person.departed', targetType: 'person', target: order.person } as const;
  const done = await act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const before = await madeBefore(transaction, centre, retry);
    if (before !== undefined) return departureMade(transaction, centre, before);
    const { policy, leaver } = await lockLeaver(desk, transaction, caller, order.person, ordering);
    const effects = await carryOut(transaction, policy, leaver, trace, order.kind);
    const departure = await insertDeparture(transaction, centre, {
      person: leaver.id,
      kind: order.kind,
      ...(order.reason ? { reason: order.reason } : {}),
      ...(caller.kind === 'person' ? { byPerson: caller.person } : {}),
      client: caller.client,
      effects,
    });
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      target: leaver.username ?? leaver.id,
      about: leaver.id,
      unit: leaver.unit,
      reason: order.reason ?? order.kind,
      before: { state: 'active', roles: leaver.roles },
      after: { state: 'departed', kind: order.kind, departure },
      // Each has its entry; the departure itself names them all. An entry holds less than a long list of them.
      details: {
        grantsEnded: effects.grantsEnded.length,
        requestsWithdrawn: effects.requestsWithdrawn.length,
        decisionsReassigned: effects.decisionsReassigned.length,
        openCases: effects.openCases.length,
      },
    });
    await raiseEpoch(transaction, centre, { person: leaver.id, departed: true });
    await keepMade(transaction, centre, retry, departure);
    return departureMade(transaction, centre, departure);
  });
  desk.changed(centre, done.person);
  return done;
}

async function departureMade(transaction: Transaction, centre: string, id: string): Promise<DepartureRow> {
  const [row] = await listDepartures(transaction, centre, { id, limit: 1 });
  return row as DepartureRow;
}

type Needed = typeof previewing | typeof ordering;

/**
 * Locks the centre's requests against all others (so that none is opened or moved to the leaver meanwhile) and the leaver
 * against every act of theirs, until the transaction ends.
 */
async function lockLeaver(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  idOrUsername: string,
  needed: Needed,
): Promise<{ policy: CentrePolicy; leaver: PersonRow }> {
  const { centre } = caller;
  await lockPolicy(transaction, centre, 'exclusive');
  const policy = await policyOf(desk, transaction, centre);
  const found = await findPerson(transaction, centre, idOrUsername);
  await lockPeople(transaction, centre, [
    ...(found ? [[found.id, 'update'] as [string, 'update']] : []),
    ...(caller.kind === 'person' ? [[caller.person, 'key share'] as [string, 'key share']] : []),
  ]);
  await requirePermitted(transaction, policy, caller, found?.unit, needed);
  const leaver = found && (await findPerson(transaction, centre, found.id));
  if (!leaver) throw new Problem('not-found', `There is no person ${idOrUsername}.`);
  if (leaver.state !== 'active') throw new Problem('already-departed', `${leaver.username ?? leaver.id} has left.`);
  return { policy, leaver };
}

/** A machine client has shown its scope to the route. Of somebody who is not there, only who may anywhere hears so. */
async function requirePermitted(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  unit: string | undefined,
  needed: Needed,
): Promise<void> {
  if (caller.kind === 'client') return;
  await requireActive(transaction, caller);
  const held = permissionsOf(policy, await heldNow(transaction, policy.centre, caller.person));
  const units = new Set(needed.flatMap(([action, resource]) => [...unitsPermitting(policy, held, action, resource)]));
  if (unit === undefined ? units.size > 0 : units.has(unit)) return;
  throw new Problem('not-permitted', 'The permission administer-accounts on account is needed for this unit.');
}
