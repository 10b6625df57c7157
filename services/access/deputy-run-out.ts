import { inCentre } from '@zhiheng/database';
import { type Desk, policyOf } from './desk.ts';
import { reassignUnstaffed } from './request-reassign.ts';
import { noteRunOut, someRanOut } from './store/deputy-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';

const facts = { client: 'access' };

/**
 * Notes deputyships that have run out: they ended at their own instant, whoever looked. Stages that nobody else could decide, since who
 * the deputy stood for is away, go on to others in the same transaction. Gives how many were noted.
 */
export async function noteDeputies(desk: Desk, centre: string): Promise<number> {
  return inCentre(desk.database, centre, async (transaction) => {
    if (!(await someRanOut(transaction, centre))) return 0;
    await lockPolicy(transaction, centre, 'exclusive');
    const over = await noteRunOut(transaction, centre);
    await append(
      transaction,
      centre,
      over.map(({ id, deputy, principal, until }) => ({
        ...facts,
        action: 'deputy.ended',
        outcome: 'done',
        targetType: 'deputyship',
        target: id,
        about: principal,
        reason: 'expired',
        details: { deputy, until: until.toISOString() },
      })),
    );
    await reassignUnstaffed(transaction, await policyOf(desk, transaction, centre), facts, 'deputy-ended');
    for (const { deputy } of over) await raiseEpoch(transaction, centre, { person: deputy });
    return over.length;
  });
}
