import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Authority } from '../authority.ts';
import { mostTasks, type TaskRow } from '../desk/task.ts';
import { leads } from './leadership.ts';
import { listApprovals } from './read.ts';

/** What waits for the caller's decision. */
export async function approvalTasks(
  transaction: Transaction,
  caller: PersonCaller,
  authority: Authority,
): Promise<TaskRow[]> {
  if (!leads(authority)) return [];
  const waiting = await listApprovals(transaction, caller, { state: 'pending', limit: mostTasks });
  return waiting
    .filter(({ mayDecide }) => mayDecide)
    .map(({ id, kind, unit }) => ({ kind: 'approval-decide', about: id, unit, facts: { code: kind }, dueAt: null }));
}
