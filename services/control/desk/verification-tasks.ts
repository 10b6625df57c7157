import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from '../authority.ts';
import { readItemOwner } from '../store/directory-store.ts';
import { answersWaiting, doubtsWaiting } from '../store/verification-task-store.ts';
import { mostTasks, type TaskRow } from './task.ts';

const item = 'doubt-verification';

/** Doubts to verify, review or approve; findings and orders that the caller's units answer. */
export async function verificationTasks(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  const owner = await readItemOwner(transaction, centre, item);
  const duties = ['review', 'approve'].filter((duty) => owner !== undefined && authority.holds(duty, item, owner));
  const doubts = await doubtsWaiting(transaction, centre, { person, duties, most: mostTasks });
  const units = [...authority.within('answer', 'finding')];
  const answers = units.length === 0 ? [] : await answersWaiting(transaction, centre, { units, most: mostTasks });
  return [
    ...doubts.map(({ rule, ...row }) => ({ ...row, facts: { code: rule } })),
    ...answers.map((row) => ({ ...row, facts: {} })),
  ];
}
