import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { peopleWho } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import {
  daysWithoutDeadline,
  releaseOfLeavers,
  setDeadlines,
  takeOverdue,
  takeReminders,
} from '../store/doubt-deadline-store.ts';
import { append } from '../store/log-store.ts';

const most = 500;
/** Working days before the deadline at which its verifier is reminded. */
const before = 2;

/**
 * Gives doubts their deadlines, reminds verifiers, tells verifiers and planners of what is overdue, and opens again what is with somebody who
 * has left; gives how many. A portion of each a round; what is told once is told once, by however many processes.
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
  return set + released + told + overdue;
}

async function give(transaction: Transaction, centre: string, addWorkingDays: AddWorkingDays): Promise<number> {
  const days = await daysWithoutDeadline(transaction, centre);
  if (days.length === 0) return 0;
  const { verifyWorkingDays } = (await readSettings(transaction, centre)).doubts;
  let count = 0;
  for (const day of days) {
    const dueAt = new Date(addWorkingDays(Date.parse(`${day}T12:00:00+08:00`), verifyWorkingDays));
    count += await setDeadlines(transaction, centre, { day, dueAt, most: 20 * most });
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
  const by = new Date(addWorkingDays(await databaseNow(transaction), before));
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
