import type { Organisation } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { ladderFor, readReviewers, turnFrom } from './certification.ts';
import { grantOf } from './deputy-holdings.ts';
import { tell } from './notices.ts';
import {
  type AdjustmentRow,
  escalateAdjustment,
  grantsById,
  markAdjustmentOverdue,
  markAdjustmentReminded,
} from './store/adjustment-store.ts';
import type { Rung } from './store/certification-store.ts';
import type { LogEntry } from './store/log-store.ts';
import { peopleById, usernamesOf } from './store/people-store.ts';

/** So many working days before the date somebody is reminded of what they have to give up, each once. */
const remindedBefore = [5, 2, 1];
/** So many later the task goes on to who comes next. */
const furtherDays = 5;

/**
 * Reminds of tasks that fall due, and takes those that are overdue to who answers for them: in turn the posts that would decide on the
 * removal, each before whom it escalates to, and at last who administers security. Gives the entries of what it moved.
 */
export async function urgeAdjustments(
  transaction: Transaction,
  policy: CentrePolicy,
  tasks: readonly AdjustmentRow[],
  now: number,
): Promise<LogEntry[]> {
  const { centre, addWorkingDays } = policy;
  const entries: LogEntry[] = [];
  for (const task of tasks) {
    const reminders = remindedBefore.filter((days) => task.dueAt.getTime() <= addWorkingDays(now, days)).length;
    if (
      !task.overdue &&
      reminders > task.reminders &&
      (await markAdjustmentReminded(transaction, centre, task.id, reminders))
    ) {
      await tell(transaction, centre, 'adjustment-due', task.id, [task.person], task.dueAt, reminders);
      entries.push(entryOf(task, 'reminded', { details: factsOf(task) }));
    }
    if (task.overdue && (await markAdjustmentOverdue(transaction, centre, task.id))) {
      await tell(transaction, centre, 'adjustment-overdue', task.id, [task.person], task.dueAt);
      entries.push({ ...entryOf(task, 'overdue', { details: factsOf(task) }), outcome: 'failed' });
    }
  }
  const late = tasks.filter(({ escalatesAt }) => escalatesAt !== null && escalatesAt.getTime() <= now);
  if (late.length === 0) return entries;
  const organisation = await readReviewers(transaction, policy);
  for (const task of late) entries.push(...(await escalate(transaction, policy, organisation, task, now)));
  return entries;
}

async function escalate(
  transaction: Transaction,
  policy: CentrePolicy,
  organisation: Organisation,
  task: AdjustmentRow,
  now: number,
): Promise<LogEntry[]> {
  const { centre } = policy;
  const { ladder, unit } = await ladderOf(transaction, policy, task);
  const turn = turnFrom({ holder: task.person, granters: [], ladder, unit }, task.rung, organisation);
  const next = turn
    ? { rung: turn.rung + 1, to: turn.reviewers, at: new Date(policy.addWorkingDays(now, furtherDays)) }
    : { rung: ladder.length, to: task.escalatedTo, at: null };
  if (!(await escalateAdjustment(transaction, centre, task, next))) return [];
  if (turn) await tell(transaction, centre, 'adjustment-escalated', task.id, next.to, task.dueAt, next.rung);
  const names = await usernamesOf(transaction, centre, next.to);
  return [
    {
      ...entryOf(task, 'escalated', { details: factsOf(task) }),
      unit,
      ...(turn ? {} : { outcome: 'failed', reason: 'no-approver' }),
      after: {
        by: turn ? (ladder[turn.rung]?.by ?? null) : null,
        to: next.to.map((person) => names.get(person) ?? person).sort(),
        goesOnAt: next.at?.toISOString() ?? null,
      },
    },
  ];
}

/** Where its person belongs, by the riskiest of the grants that a way out would take away. */
async function ladderOf(
  transaction: Transaction,
  policy: CentrePolicy,
  { person, resolutions }: AdjustmentRow,
): Promise<{ ladder: Rung[]; unit: string }> {
  const grants = await grantsById(transaction, policy.centre, resolutions.flat().map(grantOf));
  const risks = [...grants.values()].map(({ role }) => policy.roleOf.get(role)?.risk ?? 3);
  const { unit } = (await peopleById(transaction, policy.centre, [person])).get(person) as { unit: string };
  const kind = policy.compiled.unitOf.get(unit)?.kind;
  return { ladder: ladderFor(policy, Math.max(1, ...risks), kind), unit };
}

const factsOf = ({ rule, dueAt }: AdjustmentRow) => ({ rule, dueAt: dueAt.toISOString() });

const entryOf = (
  { id, person }: AdjustmentRow,
  what: 'reminded' | 'overdue' | 'escalated',
  more: Pick<LogEntry, 'details'>,
): LogEntry => ({
  client: 'access',
  action: `adjustment.${what}`,
  outcome: 'done',
  targetType: 'adjustment',
  target: id,
  about: person,
  ...more,
});
