import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from '../authority.ts';
import { mostTasks, type TaskRow } from '../desk/task.ts';
import { recoveriesWaiting } from '../store/recovery-task-store.ts';
import { lastInstant } from './day.ts';
import { dutiesHeld } from './who.ts';

/** What of recoveries the caller may do next, but for those whose earlier step was their own. */
export async function recoveryTasks(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  const duties = [...(await dutiesHeld(transaction, centre, authority))];
  if (duties.length === 0) return [];
  const waiting = await recoveriesWaiting(transaction, centre, { duties, selves: [person], most: mostTasks });
  return waiting.map(({ kind, about, unit, amountFen, dueOn }) => ({
    kind,
    about,
    unit,
    facts: { amountFen },
    dueAt: dueOn === null ? null : lastInstant(dueOn),
  }));
}
