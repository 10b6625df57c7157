import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from '../authority.ts';
import { mostTasks, type TaskRow } from '../desk/task.ts';
import { readItemOwner } from '../store/directory-store.ts';
import { stopsWaiting } from '../store/doubt-stop-store.ts';
import { clearingsWaiting, doubtsUnassigned, doubtsWaiting } from '../store/doubt-task-store.ts';

const item = 'doubt-verification';

/** Doubts to assign, verify, review or approve, stops to confirm, and what was cleared at once to be checked. */
export async function doubtTasks(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  const owner = await readItemOwner(transaction, centre, item);
  const duties = ['review', 'approve'].filter((duty) => owner !== undefined && authority.holds(duty, item, owner));
  const doubts = await doubtsWaiting(transaction, centre, { person, duties, most: mostTasks });
  const open =
    authority.within('plan', 'inspection').size === 0
      ? []
      : await doubtsUnassigned(transaction, centre, { person, most: mostTasks });
  const answers = [...authority.within('answer', 'finding')];
  const stops = answers.length
    ? await stopsWaiting(transaction, centre, { person, units: answers, most: mostTasks })
    : [];
  const clearings = duties.includes('review')
    ? await clearingsWaiting(transaction, centre, { person, most: mostTasks })
    : [];
  return [
    ...[...doubts, ...open, ...stops].map(({ rule, ...row }) => ({ ...row, facts: { code: rule } })),
    ...clearings.map(({ id, reason }) => ({
      ...({ kind: 'doubt-spot-check', about: id, unit: null, dueAt: null } as const),
      facts: { code: reason },
    })),
  ];
}
