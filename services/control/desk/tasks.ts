import { isWorkingDay, type Overrides, shanghaiDate } from '@zhiheng/calendar';
import { type DueDays, type Task, type TaskKind, taskKinds } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { approvalTasks } from '../approvals/tasks.ts';
import { type Authority, authorityOf } from '../authority.ts';
import { doubtTasks } from '../doubts/tasks.ts';
import { findingTasks } from '../findings/tasks.ts';
import { spanOf } from '../month.ts';
import { recoveryTasks } from '../recoveries/tasks.ts';
import { paperTasks } from '../sampling/papers.ts';
import { selfCheckTasks } from '../self-check-tasks.ts';
import { databaseNow } from '../store/clock-store.ts';
import { readUnitNames } from '../store/directory-store.ts';
import { papersToReassign } from '../store/paper-store.ts';
import { taintedPapers } from '../store/paper-taint-store.ts';
import { mostTasks, type TaskRow } from './task.ts';

/** Each part tells what the caller has to do in it. */
type Tells = (transaction: Transaction, caller: PersonCaller, authority: Authority) => Promise<TaskRow[]>;
const parts: readonly Tells[] = [selfCheckTasks, approvalTasks, papersToDo, doubtTasks, findingTasks, recoveryTasks];

async function papersToDo(transaction: Transaction, caller: PersonCaller, authority: Authority): Promise<TaskRow[]> {
  const own = (await paperTasks(transaction, caller)).map(
    ({ review, ...one }) => ({ ...one, kind: review ? 'paper-review' : 'paper-write' }) as const,
  );
  const plans = authority.within('plan', 'inspection').size > 0;
  const others = plans
    ? [
        ...(await papersToReassign(transaction, caller.centre, mostTasks)),
        ...(await taintedPapers(transaction, caller.centre, { limit: mostTasks })),
      ]
    : [];
  const all = [...own, ...others.map((one) => ({ ...one, kind: 'paper-reassign' }) as const)];
  return all.map(({ kind, inspection, paper, period, unit, item }) => ({
    kind,
    about: paper,
    within: inspection,
    unit,
    facts: { month: period, ...(item === null ? {} : { code: item }) },
    dueAt: null,
  }));
}

async function rowsFor(transaction: Transaction, caller: PersonCaller): Promise<TaskRow[]> {
  const authority = await authorityOf(transaction, caller);
  const rows: TaskRow[] = [];
  for (const part of parts) rows.push(...(await part(transaction, caller, authority)));
  return rows;
}

/** All that the caller has to do in internal control: what is due first comes first, what has no deadline last. */
export async function listTasks(
  transaction: Transaction,
  caller: PersonCaller,
  kind: TaskKind | undefined,
): Promise<Task[]> {
  const now = await databaseNow(transaction);
  const names = await readUnitNames(transaction, caller.centre);
  const rows = (await rowsFor(transaction, caller)).filter((row) => kind === undefined || row.kind === kind);
  return rows.toSorted(byDeadline).map(({ kind: what, about, within, unit, facts, dueAt }) => ({
    kind: what,
    about: { type: taskKinds[what].about, id: about, ...(within === undefined ? {} : { within }) },
    unit,
    unitName: unit === null ? null : (names.get(unit) ?? null),
    facts,
    dueAt: dueAt?.toISOString() ?? null,
    overdue: dueAt !== null && dueAt.getTime() <= now,
  }));
}

export const countTasks = async (transaction: Transaction, caller: PersonCaller): Promise<number> =>
  (await rowsFor(transaction, caller)).length;

const byDeadline = (a: TaskRow, b: TaskRow): number =>
  (a.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - (b.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) ||
  a.about.localeCompare(b.about);

const dayMs = 24 * 60 * 60 * 1000;

/** A month of the Chinese calendar with what of the caller's falls due: on the last day that is in time. */
export async function dueDays(
  transaction: Transaction,
  caller: PersonCaller,
  { month, holidays }: { month: string; holidays: Overrides | undefined },
): Promise<DueDays> {
  const byDay = Map.groupBy(
    (await rowsFor(transaction, caller)).filter(({ dueAt }) => dueAt !== null),
    ({ dueAt }) => shanghaiDate((dueAt as Date).getTime() - 1),
  );
  const { from, until } = spanOf(month);
  const days = [];
  for (let at = from; at < until; at += dayMs) {
    const day = shanghaiDate(at);
    const kinds = Map.groupBy(byDay.get(day) ?? [], ({ kind }) => kind);
    days.push({
      day,
      working: isWorkingDay(at, holidays),
      due: [...kinds].map(([kind, rows]) => ({ kind, count: rows.length })),
    });
  }
  return { month, days };
}
