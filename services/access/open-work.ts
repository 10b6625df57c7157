import type { DepartureEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { nextDuty } from './case-progress.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { humanOf } from './humans.ts';
import { mayDo } from './may-do.ts';
import type { HeldRole } from './permissions.ts';
import { itemsHeldBy } from './staffing-losses.ts';
import { openCasesOf } from './store/case-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { awayAt } from './store/leave-store.ts';
import { usernamesOf } from './store/people-store.ts';

/**
 * Open cases that waited for the leaver (the next duty is one they held until now), each with those who may go on with it: people
 * who are there, hold that duty and have had no other part in the case.
 */
export async function openWork(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: string,
  held: HeldRole[],
): Promise<DepartureEffects['openCases']> {
  const items = itemsHeldBy(policy, held);
  if (items.length === 0) return [];
  const at = await databaseNow(transaction);
  const inForce = (await actingHoldings(transaction, policy.centre)).filter(({ from }) => from <= at);
  const away = await awayAt(transaction, policy.centre);
  const holdings = Map.groupBy(
    inForce.filter(({ person }) => !away.has(person)),
    ({ person }) => person,
  );
  const waiting = (await openCasesOf(transaction, policy.centre, leaver, items)).flatMap((one) => {
    const item = policy.itemOf.get(one.item);
    const duty = item ? nextDuty(item, one) : null;
    if (!item || duty === null || !mayDo(policy, held, duty, one.item, one.unit)) return [];
    const other = new Set(one.steps.filter((step) => step.duty !== duty).map(({ person }) => humanOf(policy, person)));
    const candidates = [...holdings]
      .filter(
        ([person, theirs]) =>
          person !== leaver && !other.has(person) && mayDo(policy, theirs, duty, one.item, one.unit),
      )
      .map(([person]) => person);
    return [{ id: one.id, item: one.item, unit: one.unit, reference: one.reference, nextDuty: duty, candidates }];
  });
  const names = await usernamesOf(
    transaction,
    policy.centre,
    waiting.flatMap(({ candidates }) => candidates),
  );
  return waiting.map((one) => ({ ...one, candidates: one.candidates.map((person) => names.get(person) ?? person) }));
}
