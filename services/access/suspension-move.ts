import { inCentre } from '@zhiheng/database';
import { tiedByDeputies } from './deputy-holdings.ts';
import { type Desk, policyOf } from './desk.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy, type PersonLock } from './store/locks.ts';
import { listSuspensions, suspensionsToMove } from './store/suspension-store.ts';
import { liftSuspension, restoreWhatMay } from './suspension-lift.ts';

/**
 * Lifts the suspensions whose date has come, and restores of those being lifted what no longer breaks a rule. Each in its own
 * transaction, under the person's lock; done twice it does nothing the second time. Gives how many moved.
 */
export async function moveSuspensions(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, (transaction) => suspensionsToMove(transaction, centre));
  let moved = 0;
  for (const { id, person } of due) {
    if (await moveOne(desk, centre, id, person)) moved++;
  }
  return moved;
}

function moveOne(desk: Desk, centre: string, id: string, person: string): Promise<boolean> {
  return inCentre(desk.database, centre, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const tied = await tiedByDeputies(transaction, centre, person);
    await lockPeople(
      transaction,
      centre,
      [...tied, person].map((one): [string, PersonLock] => [one, 'update']),
    );
    const at = await databaseNow(transaction);
    const [suspension] = await listSuspensions(transaction, centre, { id, limit: 1 });
    const facts = { client: 'access' };
    if (suspension?.state === 'lifting') return restoreWhatMay(transaction, policy, suspension, facts, at);
    if (suspension?.state !== 'kept' || !(suspension.keptUntil && suspension.keptUntil.getTime() <= at)) return false;
    await liftSuspension(transaction, policy, suspension, 'date', facts, at);
    return true;
  });
}
