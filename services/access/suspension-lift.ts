import type { Transaction } from '@zhiheng/database';
import { openAdjustments } from './adjustment-open.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { isSettling } from './settling.ts';
import { brokenBy } from './standing-conflicts.ts';
import { raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import type { StoredRequest } from './store/request-store.ts';
import {
  closeMarks,
  listSuspensions,
  moveSuspension,
  restoreAccounts,
  type SuspensionRow,
} from './store/suspension-store.ts';

/** A rejected confirmation: the suspension is lifted. */
export async function rejectSuspension(
  transaction: Transaction,
  policy: CentrePolicy,
  { id }: StoredRequest,
  facts: EntryFacts,
  at: number,
): Promise<void> {
  const [suspension] = await listSuspensions(transaction, policy.centre, { request: id, limit: 1 });
  await liftSuspension(transaction, policy, suspension as SuspensionRow, 'rejected', facts, at);
}

/**
 * Begins to lift a suspension that was rejected or whose date has come: the sign-in comes back, and of what it holds back all
 * that breaks no rule. Under the person's lock.
 */
export async function liftSuspension(
  transaction: Transaction,
  policy: CentrePolicy,
  suspension: SuspensionRow,
  reason: 'rejected' | 'date',
  facts: EntryFacts,
  at: number,
): Promise<void> {
  const { centre } = policy;
  const { id, person, unit, request } = suspension;
  await moveSuspension(transaction, centre, id, 'lifting');
  const accounts = await restoreAccounts(transaction, centre, id);
  const about = { ...facts, outcome: 'done', about: person, unit, details: { suspension: id, request } } as const;
  await append(transaction, centre, [
    { ...about, action: 'suspension.lifting', targetType: 'suspension', target: id, reason },
    ...accounts.map((target) => ({ ...about, action: 'account.restored', targetType: 'account', target }) as const),
  ]);
  await restoreWhatMay(transaction, policy, suspension, facts, at);
  // Also where nothing is restored yet: who they are has changed.
  await raiseEpoch(transaction, centre, { person });
}

/**
 * Restores what a suspension that is being lifted holds back and breaks no rule; what does stays, and becomes a task to give
 * something up. Called again it goes on with what is left; true when something came back or it has ended.
 */
export async function restoreWhatMay(
  transaction: Transaction,
  policy: CentrePolicy,
  { id, person, unit, request, withheld }: SuspensionRow,
  facts: EntryFacts,
  at: number,
): Promise<boolean> {
  const { centre } = policy;
  const own = new Set(withheld.map((grant) => grant.id));
  // What is suspended counts as held, so that nothing is restored against what has come to be held meanwhile.
  const broken = (await brokenBy(transaction, policy, [person], at)).filter(
    (one) => one.effect === 'block' && !isSettling(policy, one) && one.sides.some(({ holding }) => own.has(holding)),
  );
  const inConflict = new Set(broken.flatMap(({ sides }) => sides.map(({ holding }) => holding)));
  const stay = withheld.filter((grant) => inConflict.has(grant.id));
  const back = withheld.filter((grant) => !inConflict.has(grant.id));
  await openAdjustments(transaction, policy, broken, { because: 'suspension-lifted', request }, facts, at);
  if (back.length === 0 && stay.length > 0) return false;
  await closeMarks(
    transaction,
    centre,
    id,
    stay.map((grant) => grant.id),
  );
  if (stay.length === 0) await moveSuspension(transaction, centre, id, 'lifted');
  const about = { ...facts, outcome: 'done', about: person, details: { suspension: id } } as const;
  await append(transaction, centre, [
    ...back.map(
      (grant) =>
        ({
          ...about,
          action: 'grant.restored',
          targetType: 'role',
          target: grant.role,
          unit: grant.unit,
          after: { grant: grant.id, role: grant.role, unit: grant.unit },
        }) as const,
    ),
    ...(stay.length === 0
      ? [{ ...about, action: 'suspension.ended', targetType: 'suspension', target: id, unit } as const]
      : []),
  ]);
  await raiseEpoch(transaction, centre, { person });
  return true;
}
