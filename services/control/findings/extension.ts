import type { AddWorkingDays } from '@zhiheng/calendar';
import { noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { askApproval } from '../approvals/ask.ts';
import type { CarryOut } from '../approvals/carry-out.ts';
import { tell } from '../desk/tell.ts';
import { append } from '../store/log-store.ts';
import { holdRectification, insertRectificationAct, rectificationStanding } from '../store/rectification-store.ts';
import type { Powers } from './finding-rules.ts';
import { rectificationEntry, requireRectification } from './rectification-acts.ts';
import { rectificationRefusal } from './rectification-rules.ts';

interface Asking {
  id: string;
  /** So many after the present deadline. */
  workingDays: number;
  reason: string;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/** Asks for more time to rectify, once; gives the approval's id. Throws what the approval and the order refuse. */
export async function askExtension(
  transaction: Transaction,
  caller: PersonCaller,
  { id, workingDays, reason, trace, addWorkingDays }: Asking,
): Promise<string> {
  const { unit, dueAt } = await requireRectification(transaction, caller, id, 'extend');
  // The last day of the present deadline is the day before its first instant that is too late.
  const later = new Date(addWorkingDays(dueAt.getTime() - 1, workingDays)).toISOString();
  const proposal = { workingDays, dueAt: later };
  return askApproval(transaction, caller, {
    kind: 'rectification-extension',
    about: id,
    unit,
    proposal,
    reason,
    trace,
  });
}

const asked: Powers = { answers: true, plans: false, inspects: false, closes: false, leads: false };

/** Gives the approved time, unless the order has moved on meanwhile. Throws Problem `moved-on`, `already-recorded`. */
export const extendRectification: CarryOut = async (transaction, { approval, approver, trace }) => {
  const { centre, person } = approver;
  await holdRectification(transaction, approval.about);
  const order = await rectificationStanding(transaction, centre, approval.about, person);
  if (!order) throw new Problem('not-found', noSuch('rectification', approval.about));
  const refusal = rectificationRefusal('extend', order, asked);
  if (refusal) throw new Problem(refusal.code, refusal.detail);
  const dueAt = new Date(approval.proposal.dueAt as string);
  if (dueAt <= order.dueAt) throw new Problem('moved-on');
  const { id, state } = order;
  await insertRectificationAct(transaction, centre, {
    rectification: id,
    act: 'extend',
    from: state,
    to: state,
    person,
    note: approval.reason,
    dueAt,
    approval: approval.id,
  });
  await append(transaction, centre, [
    rectificationEntry(order, 'extend', trace, { state, dueAt: dueAt.toISOString(), approval: approval.id }),
  ]);
  const people = [order.responsible, approval.askedById];
  await tell(transaction, centre, { kind: 'rectification-extended', about: id, people, dueAt });
};
