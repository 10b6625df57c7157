import { type ApprovalKind, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { findSamePending, insertApproval } from '../store/approval-store.ts';
import { append } from '../store/log-store.ts';
import { approversFor } from './leadership.ts';

export interface Asked {
  kind: ApprovalKind;
  /** What it is about: one proposal at a time about one thing. */
  about: string;
  unit: string;
  proposal: Record<string, unknown>;
  reason: string;
  trace: Trace;
}

/**
 * Puts something to the leadership of the centre; gives the id of the approval. The very same put again is the one that
 * waits. Throws Problem `no-approver` when nobody but the asker could decide, `already-exists` when something else about
 * the same waits. Take it before any row of internal control is locked: it holds people.
 */
export async function askApproval(transaction: Transaction, caller: PersonCaller, asked: Asked): Promise<string> {
  const { centre, person } = caller;
  const { kind, about, unit, proposal, reason, trace } = asked;
  const approvers = await approversFor(transaction, centre, person);
  if (approvers.length === 0) throw new Problem('no-approver', said('leadership-needed'));
  const row = { id: newId(), kind, about, unit, proposal, reason, askedBy: person };
  if (!(await insertApproval(transaction, centre, row))) {
    const same = await findSamePending(transaction, centre, row);
    if (same !== undefined) return same;
    throw new Problem('already-exists', said('approval-waits'));
  }
  await append(transaction, centre, [
    {
      action: 'approval.asked',
      outcome: 'done',
      ...trace,
      targetType: 'approval',
      target: row.id,
      unit,
      after: { state: 'pending', kind, about },
    },
  ]);
  await tell(transaction, centre, { kind: 'approval-asked', about: row.id, people: approvers });
  return row.id;
}
