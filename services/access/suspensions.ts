import { type SuspensionInput, type SuspensionPreview, said, type UnitSuspensionInput } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { Desk } from './desk.ts';
import { lossDocuments, lossesBy } from './staffing-losses.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { listSuspensions, type SuspensionRow } from './store/suspension-store.ts';
import { type Ordered, suspendPeople } from './suspension-order.ts';
import { lockTargets, type SuspensionTarget } from './suspension-target.ts';
import { tryOut } from './try-out.ts';

/** What is ordered: of one person, or of a unit with everybody who belongs to it or below it. */
export type SuspensionWish = { target: SuspensionTarget } & (SuspensionInput | UnitSuspensionInput);

/**
 * Suspends at once, in one transaction: what they hold acts no more, what waited for them goes to others, and a request opens
 * for the confirmation after the fact, one a person. Gives what was done. Throws `not-permitted`, `not-found`,
 * `already-departed`, `already-suspended`, `not-held`, `invalid-period`, `invalid-request`, `no-approver`, `no-chain`.
 */
export async function suspend(
  desk: Desk,
  caller: PersonCaller,
  wish: SuspensionWish,
  trace: Trace,
): Promise<SuspensionRow[]> {
  const { centre } = caller;
  const { kind: targetType, named: target } = wish.target;
  const refused = { ...trace, action: 'person.suspended', outcome: 'denied', targetType, target } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const { ordered } = await carryOut(desk, transaction, caller, wish, trace);
    const ids = ordered.map(({ id }) => id);
    return listSuspensions(transaction, centre, { ids, limit: ids.length });
  });
}

/** What it would do at this moment. Everything is done and taken back. Throws the same. */
export async function previewSuspension(
  desk: Desk,
  caller: PersonCaller,
  wish: SuspensionWish,
  trace: Trace,
): Promise<SuspensionPreview> {
  const { centre } = caller;
  const { kind: targetType, named: target } = wish.target;
  const refused = {
    ...trace,
    action: 'access.refused',
    outcome: 'denied',
    targetType,
    target,
    details: { preview: 'suspension' },
  } as const;
  const found = await tryOut(desk.database, centre, refused, async (transaction) => {
    const before = await actingHoldings(transaction, centre);
    const at = await databaseNow(transaction);
    return { before, at, ...(await carryOut(desk, transaction, caller, wish, trace)) };
  });
  const { policy, ordered, before, at } = found;
  const removed = ordered.flatMap(({ effects }) => effects.grants.map(({ id }) => id));
  // Takes its time in a large centre: nobody waits for it behind a lock.
  const losses = await lossesBy(policy, before, { at, removed });
  return inCentre(desk.database, centre, async (transaction) => ({
    suspensions: ordered.map(({ person: { id, username, name, unit }, effects, confirmedBy }) => ({
      person: id,
      username,
      name,
      unit,
      effects,
      confirmedBy,
    })),
    losses: await lossDocuments(transaction, policy, losses),
  }));
}

async function carryOut(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  { target, ...input }: SuspensionWish,
  trace: Trace,
): Promise<{ policy: CentrePolicy; ordered: Ordered[] }> {
  const { policy, people, unit } = await lockTargets(desk, transaction, caller, target);
  const keptUntil = input.keptUntil === undefined ? null : new Date(input.keptUntil);
  if (keptUntil && !(keptUntil.getTime() > (await databaseNow(transaction))))
    throw fieldProblem('invalid-period', '/keptUntil', said('in-the-past'));
  if (unit !== null && input.reason !== 'outlet-agreement-ended')
    throw fieldProblem('invalid-request', '/reason', said('unit-suspended-for-agreement'));
  const grants = 'grants' in input ? input.grants : undefined;
  if (grants && input.reason === 'credential-compromised')
    throw fieldProblem('invalid-request', '/grants', said('credential-suspends-all'));
  const order = { reason: input.reason, note: input.note, keptUntil, unit, ...(grants ? { grants } : {}) };
  return { policy, ordered: await suspendPeople({ transaction, policy, caller, trace, order }, people) };
}
