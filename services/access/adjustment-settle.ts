import { inCentre, type Transaction } from '@zhiheng/database';
import { urgeAdjustments } from './adjustment-urge.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { brokenBy } from './standing-conflicts.ts';
import { type AdjustmentRow, closeAdjustment, openAdjustments } from './store/adjustment-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';

const own: EntryFacts = { client: 'access' };

/**
 * Closes tasks whose conflict is gone, which ends for good what a new rule tolerated, and urges the others. Several processes may do so
 * at once: the row decides whose entry it is. Gives how many moved.
 */
export async function settleAdjustments(desk: Desk, centre: string): Promise<number> {
  return inCentre(desk.database, centre, async (transaction) => {
    if ((await openAdjustments(transaction, centre)).length === 0) return 0;
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const open = await openAdjustments(transaction, centre);
    const people = [...new Set(open.map(({ person }) => person))];
    const now = await databaseNow(transaction);
    const broken = new Set((await brokenBy(transaction, policy, people, now)).map(keyOf));
    const standing = open.filter((one) => broken.has(keyOf(one)));
    const gone = open.filter((one) => !broken.has(keyOf(one)));
    const closed = await closeTasks(transaction, centre, gone, own);
    const urged = await urgeAdjustments(transaction, policy, standing, now);
    await append(transaction, centre, urged);
    return closed + urged.length;
  });
}

/** Closes what a rule that retires has asked for: one that begins anew under its code begins with nobody. */
export async function closeTasksOf(
  transaction: Transaction,
  centre: string,
  rule: string,
  facts: EntryFacts,
): Promise<void> {
  await closeTasks(transaction, centre, await openAdjustments(transaction, centre, rule), facts);
}

/** What was tolerated is remembered with the policy: who closes such a task raises its epoch. */
async function closeTasks(
  transaction: Transaction,
  centre: string,
  tasks: readonly AdjustmentRow[],
  facts: EntryFacts,
): Promise<number> {
  const closed: AdjustmentRow[] = [];
  for (const one of tasks) if (await closeAdjustment(transaction, centre, one.id)) closed.push(one);
  await append(
    transaction,
    centre,
    closed.map((one) => closing(one, facts)),
  );
  if (closed.some(({ because }) => because === 'rule-changed')) await raiseEpoch(transaction, centre, { policy: true });
  return closed.length;
}

const keyOf = ({ person, rule }: { person: string; rule: string }): string => `${person}/${rule}`;

const closing = ({ id, person, rule, dueAt }: AdjustmentRow, facts: EntryFacts): LogEntry => ({
  ...facts,
  action: 'adjustment.closed',
  outcome: 'done',
  targetType: 'adjustment',
  target: id,
  about: person,
  details: { rule, dueAt: dueAt.toISOString() },
});
