import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from './authority.ts';
import { mostTasks, type TaskRow } from './desk/task.ts';
import { pageSelfChecks } from './store/self-check-store.ts';

/** The self-checks that wait for the caller's answers. */
export async function selfCheckTasks(
  transaction: Transaction,
  { centre }: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  const units = [...authority.within('complete', 'self-check')];
  if (units.length === 0) return [];
  const open = await pageSelfChecks(transaction, centre, { units, filters: { state: 'open' }, limit: mostTasks });
  return open.map(({ id, unit, month, dueAt }) => ({
    kind: 'self-check-complete',
    about: id,
    unit,
    facts: { month },
    dueAt,
  }));
}
