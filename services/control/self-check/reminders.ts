import type { AddWorkingDays } from '@zhiheng/calendar';
import type { ControlSettings } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { peopleAtPost } from '../escalation/posts.ts';
import { dueSteps, reminderDue } from '../escalation/steps.ts';
import { peopleWho } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { append } from '../store/log-store.ts';
import { escalateTo, type OpenCheck, openChecks } from '../store/self-check-form-store.ts';

type Rules = ControlSettings['selfCheck'];

/**
 * Reminds the heads of sections of what is due and takes what is late to whom the settings say; gives how many were told.
 * Run twice nobody is told twice; not run for days, each step that has come due meanwhile is taken once.
 */
export async function remindOfSelfChecks(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  const open = await inCentre(database, centre, (transaction) => openChecks(transaction, centre));
  let told = 0;
  // One transaction each: a fault of one keeps no other.
  for (const check of open)
    told += await inCentre(database, centre, async (transaction) => {
      const now = await databaseNow(transaction);
      const { selfCheck } = await readSettings(transaction, centre);
      const reminded = await remind(transaction, centre, check, { now, rules: selfCheck, addWorkingDays });
      return reminded + (await escalate(transaction, centre, check, { now, rules: selfCheck, addWorkingDays }));
    });
  return told;
}

interface Judging {
  now: number;
  rules: Rules;
  addWorkingDays: AddWorkingDays;
}

async function remind(
  transaction: Transaction,
  centre: string,
  { id, unit, month, dueAt }: OpenCheck,
  { now, rules, addWorkingDays }: Judging,
): Promise<number> {
  const nth = reminderDue(now, dueAt.getTime(), rules.remindWorkingDays, addWorkingDays);
  if (nth === undefined) return 0;
  const people = await peopleWho(transaction, centre, unit, ['complete', 'self-check']);
  const told = await tell(transaction, centre, { kind: 'self-check-due', about: id, people, dueAt, nth });
  if (told.length)
    await append(transaction, centre, [
      { ...entryOf(id, unit), action: 'self-check.reminded', details: { month, workingDaysBefore: nth } },
    ]);
  return told.length;
}

async function escalate(
  transaction: Transaction,
  centre: string,
  { id, unit, month, dueAt, escalated }: OpenCheck,
  { now, rules, addWorkingDays }: Judging,
): Promise<number> {
  const steps = dueSteps({ dueAt: dueAt.getTime(), now, escalation: rules.escalation }, addWorkingDays);
  const due = steps.length;
  if (due <= escalated || !(await escalateTo(transaction, centre, id, { from: escalated, to: due }))) return 0;
  let told = 0;
  for (const [index, { to, afterWorkingDays }] of steps.entries()) {
    if (index < escalated) continue;
    const people = await peopleAtPost(transaction, centre, to, { unit, head: ['complete', 'self-check'] });
    const nth = index + 1;
    told += (await tell(transaction, centre, { kind: 'self-check-overdue', about: id, people, dueAt, nth })).length;
    await append(transaction, centre, [
      {
        ...entryOf(id, unit),
        action: 'self-check.escalated',
        after: { month, to, afterWorkingDays, told: people.length },
      },
    ]);
  }
  return told;
}

const entryOf = (id: string, unit: string) =>
  ({ outcome: 'done', client: 'control', targetType: 'self-check', target: id, unit }) as const;
