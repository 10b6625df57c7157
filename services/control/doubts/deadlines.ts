import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { peopleAtPost } from '../escalation/posts.ts';
import { dueSteps, latestDue } from '../escalation/steps.ts';
import { peopleWho } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import {
  insertDoubtEscalation,
  noteTaken,
  overdueUnits,
  releaseOfLeavers,
  setDeadlines,
  takeOverdue,
  takeReminders,
  withoutDeadline,
} from '../store/doubt-deadline-store.ts';
import { append } from '../store/log-store.ts';
import { readUsernames } from '../store/named-store.ts';

const most = 500;
/** The head of the work on doubts is who assigns them, not who answers for the section in which something is doubted. */
const head = ['plan', 'inspection'] as const;

/**
 * Gives doubts their deadlines, reminds verifiers, tells verifiers and planners of what is overdue, takes it further by the settings, and opens
 * again what is with somebody who has left; gives how many. A portion of each a round; what is told once is told once, by however many processes.
 */
export async function keepDeadlines(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  const within = <T>(work: (transaction: Transaction) => Promise<T>) => inCentre(database, centre, work);
  const set = await within((transaction) => give(transaction, centre, addWorkingDays));
  const released = await within((transaction) => release(transaction, centre));
  const told = await within((transaction) => remind(transaction, centre, addWorkingDays));
  const overdue = await within((transaction) => tellOverdue(transaction, centre));
  const escalated = await within((transaction) => escalate(transaction, centre, addWorkingDays));
  return set + released + told + overdue + escalated;
}

async function give(transaction: Transaction, centre: string, addWorkingDays: AddWorkingDays): Promise<number> {
  const raised = await withoutDeadline(transaction, centre);
  if (raised.length === 0) return 0;
  const { verifyWorkingDays, byRule } = (await readSettings(transaction, centre)).doubts;
  const own = new Map(byRule.map((one) => [one.rule, one.verifyWorkingDays]));
  let count = 0;
  for (const { day, rule } of raised) {
    const days = own.get(rule) ?? verifyWorkingDays;
    const dueAt = new Date(addWorkingDays(Date.parse(`${day}T12:00:00+08:00`), days));
    count += await setDeadlines(transaction, centre, { day, rule, dueAt, most: 20 * most });
  }
  return count;
}

async function release(transaction: Transaction, centre: string): Promise<number> {
  const released = await releaseOfLeavers(transaction, centre, most);
  await append(
    transaction,
    centre,
    released.map(({ id, unit }) => ({
      ...({ action: 'doubt.released', outcome: 'done', client: 'control', targetType: 'doubt', target: id } as const),
      unit,
      reason: 'assignee-left',
      after: { state: 'open' },
    })),
  );
  return released.length;
}

async function remind(transaction: Transaction, centre: string, addWorkingDays: AddWorkingDays): Promise<number> {
  const { remindWorkingDays } = (await readSettings(transaction, centre)).doubts;
  const by = new Date(addWorkingDays(await databaseNow(transaction), remindWorkingDays));
  const due = await takeReminders(transaction, centre, by, most);
  for (const { id, assignee, dueAt } of due)
    await tell(transaction, centre, { kind: 'doubt-due-soon', about: id, people: [assignee as string], dueAt });
  return due.length;
}

async function tellOverdue(transaction: Transaction, centre: string): Promise<number> {
  const due = await takeOverdue(transaction, centre, most);
  const planners = new Map<string, string[]>();
  for (const { id, assignee, dueAt, unit } of due) {
    if (!planners.has(unit)) planners.set(unit, await peopleWho(transaction, centre, unit, ['plan', 'inspection']));
    const people = [...(planners.get(unit) ?? []), ...(assignee === null ? [] : [assignee])];
    await tell(transaction, centre, { kind: 'doubt-overdue', about: id, people, dueAt });
  }
  return due.length;
}

/** Takes what is overdue to who answers for it, each step once: of all doubts of a unit that were due together one notice, about the first. */
async function escalate(transaction: Transaction, centre: string, addWorkingDays: AddWorkingDays): Promise<number> {
  const { escalation } = (await readSettings(transaction, centre)).doubts;
  const now = await databaseNow(transaction);
  let done = 0;
  const steps = escalation.map(({ afterWorkingDays: afterDays }) => ({
    ...{ afterDays, dueAt: new Date(latestDue(now, afterDays, addWorkingDays)) },
  }));
  for (const { unit, dueAt, passed } of await overdueUnits(transaction, centre, steps)) {
    for (const { afterWorkingDays: afterDays, to: post } of dueSteps(
      { dueAt: dueAt.getTime(), now, passed, escalation },
      addWorkingDays,
    )) {
      const late = await insertDoubtEscalation(transaction, centre, { unit, dueAt, afterDays, post });
      if (!late) continue;
      const people = await peopleAtPost(transaction, centre, post, { unit, head });
      // Its own deadline was the first time.
      await tell(transaction, centre, { kind: 'doubt-overdue', about: late.first, people, dueAt, nth: 1 + afterDays });
      await append(transaction, centre, [
        {
          ...({ action: 'doubt.escalated', client: 'control', targetType: 'doubt', target: late.first, unit } as const),
          outcome: people.length > 0 ? 'done' : 'failed',
          after: {
            dueAt: dueAt.toISOString(),
            afterWorkingDays: afterDays,
            to: post,
            doubts: late.doubts,
            people: await readUsernames(transaction, centre, people),
          },
        },
      ]);
      done++;
    }
    const afterDays = Math.max(...steps.flatMap((step) => (step.dueAt < dueAt ? [] : step.afterDays)));
    await noteTaken(transaction, centre, { unit, dueAt, afterDays, most: 20 * most });
  }
  return done;
}
