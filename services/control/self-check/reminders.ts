import type { AddWorkingDays } from '@zhiheng/calendar';
import type { ControlSettings } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { type Posts, readPosts } from '../escalation/posts.ts';
import { dueSteps, reminderDue } from '../escalation/steps.ts';
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
  const due = await inCentre(database, centre, async (transaction) => {
    const now = await databaseNow(transaction);
    const { selfCheck: rules } = await readSettings(transaction, centre);
    const open = (await openChecks(transaction, centre)).filter((check) =>
      isDue(check, { now, rules, addWorkingDays }),
    );
    if (open.length === 0) return undefined;
    return {
      open,
      now,
      rules,
      addWorkingDays,
      posts: await readPosts(transaction, centre, ['complete', 'self-check']),
    };
  });
  let told = 0;
  if (!due) return told;
  // One transaction each: a fault of one keeps no other.
  for (const check of due.open)
    told += await inCentre(database, centre, async (transaction) => {
      const reminded = await remind(transaction, centre, check, due);
      return reminded + (await escalate(transaction, centre, check, due));
    });
  return told;
}

interface Moment {
  now: number;
  rules: Rules;
  addWorkingDays: AddWorkingDays;
}

interface Judging extends Moment {
  posts: Posts;
}

const nthReminder = ({ dueAt }: OpenCheck, { now, rules, addWorkingDays }: Moment) =>
  reminderDue(now, dueAt.getTime(), rules.remindWorkingDays, addWorkingDays);

const stepsSoFar = ({ dueAt }: OpenCheck, { now, rules, addWorkingDays }: Moment) =>
  dueSteps({ dueAt: dueAt.getTime(), now, escalation: rules.escalation }, addWorkingDays);

const isDue = (check: OpenCheck, moment: Moment): boolean =>
  nthReminder(check, moment) !== undefined || stepsSoFar(check, moment).length > check.escalated;

async function remind(transaction: Transaction, centre: string, check: OpenCheck, judging: Judging): Promise<number> {
  const { id, unit, month, dueAt } = check;
  const nth = nthReminder(check, judging);
  if (nth === undefined) return 0;
  const people = judging.posts.heads(unit);
  const told = await tell(transaction, centre, { kind: 'self-check-due', about: id, people, dueAt, nth });
  if (told.length)
    await append(transaction, centre, [
      { ...entryOf(id, unit), action: 'self-check.reminded', details: { month, workingDaysBefore: nth } },
    ]);
  return told.length;
}

async function escalate(transaction: Transaction, centre: string, check: OpenCheck, judging: Judging): Promise<number> {
  const { id, unit, month, dueAt, escalated } = check;
  const steps = stepsSoFar(check, judging);
  const due = steps.length;
  if (due <= escalated || !(await escalateTo(transaction, centre, id, { from: escalated, to: due }))) return 0;
  let told = 0;
  for (const [index, { to, afterWorkingDays }] of steps.entries()) {
    if (index < escalated) continue;
    const people = judging.posts.at(to, unit);
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
