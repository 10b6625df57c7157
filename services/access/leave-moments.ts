import type { LeavePreview } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { openWork } from './open-work.ts';
import { reassignAll, waitingFor } from './request-reassign.ts';
import { brokenBy } from './standing-conflicts.ts';
import { databaseNow } from './store/clock-store.ts';
import { grantsNow } from './store/holder-store.ts';
import { type LeaveRow, leavesToNote, noteBegun, noteOver, readLeave } from './store/leave-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { lockRequests } from './store/request-store.ts';

/**
 * What happens when somebody goes away: what waits for their approval goes to their deputies, to others of the post or to
 * the higher one, and their open work is listed. Under the centre's exclusive lock, once the leave is in force.
 */
export async function leaveEffects(
  transaction: Transaction,
  policy: CentrePolicy,
  person: string,
  facts: EntryFacts,
): Promise<LeavePreview['effects']> {
  const waiting = await waitingFor(transaction, policy, person);
  await lockRequests(
    transaction,
    policy.centre,
    waiting.map(({ id }) => id),
  );
  const decisionsReassigned = await reassignAll(transaction, policy, waiting, facts, 'leave');
  const held = await grantsNow(transaction, policy.centre, person);
  return { decisionsReassigned, openCases: await openWork(transaction, policy, person, held) };
}

/** Notes that a leave has begun, once; it began at its own instant, whoever looked. */
export async function begin(
  transaction: Transaction,
  policy: CentrePolicy,
  leave: LeaveRow,
  facts: EntryFacts,
): Promise<void> {
  const { centre } = policy;
  const effects = () => leaveEffects(transaction, policy, leave.person, facts);
  if (!(await noteBegun(transaction, centre, leave.id, effects))) return;
  await append(transaction, centre, { ...entryOf(leave, facts), action: 'leave.started', reason: leave.reason });
  await raiseEpoch(transaction, centre, { person: leave.person });
}

/**
 * Notes that a leave is over, once. What they hold acts again; it counted as held all the while, so nothing new can have
 * come to conflict with it unjudged. What stands in conflict all the same is told with the entry.
 */
export async function conclude(
  transaction: Transaction,
  policy: CentrePolicy,
  leave: LeaveRow,
  facts: EntryFacts,
  reason: 'returned' | 'returned-early' | 'taken-back',
): Promise<void> {
  const { centre } = policy;
  if (!(await noteOver(transaction, centre, leave.id))) return;
  const broken = await brokenBy(transaction, policy, [leave.person], await databaseNow(transaction));
  const conflicts = broken.filter(({ effect }) => effect === 'block').map(({ rule }) => rule);
  await append(transaction, centre, {
    ...entryOf(leave, facts),
    action: 'leave.ended',
    reason,
    details: { leave: leave.id, conflicts },
  });
  await raiseEpoch(transaction, centre, { person: leave.person });
}

const entryOf = (leave: LeaveRow, facts: EntryFacts): Omit<LogEntry, 'action'> => ({
  ...facts,
  outcome: 'done',
  targetType: 'person',
  target: leave.username ?? leave.person,
  about: leave.person,
  unit: leave.unit,
  details: { leave: leave.id },
});

const facts = { client: 'access' };

/** Notes the leaves of a centre that have begun or ended; gives how many it looked at. */
export async function noteLeaves(desk: Desk, centre: string): Promise<number> {
  const found = await inCentre(desk.database, centre, (transaction) => leavesToNote(transaction, centre));
  for (const { id, what } of found) {
    await inCentre(desk.database, centre, async (transaction) => {
      await lockPolicy(transaction, centre, 'exclusive');
      const policy = await policyOf(desk, transaction, centre);
      const leave = (await readLeave(transaction, centre, id)) as LeaveRow;
      if (what === 'begun') await begin(transaction, policy, leave, facts);
      else await conclude(transaction, policy, leave, facts, 'returned');
    });
  }
  return found.length;
}
