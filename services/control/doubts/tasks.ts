import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from '../authority.ts';
import { mostTasks, type TaskRow } from '../desk/task.ts';
import { readItemOwner } from '../store/directory-store.ts';
import { doubtsWaiting } from '../store/doubt-task-store.ts';

const item = 'doubt-verification';

/** Doubts to verify, review or approve. */
export async function doubtTasks(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  const owner = await readItemOwner(transaction, centre, item);
  const duties = ['review', 'approve'].filter((duty) => owner !== undefined && authority.holds(duty, item, owner));
  const doubts = await doubtsWaiting(transaction, centre, { person, duties, most: mostTasks });
  return doubts.map(({ rule, ...row }) => ({ ...row, facts: { code: rule } }));
}
