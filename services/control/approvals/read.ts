import { type ControlApproval, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { authorityOf, oversees } from '../authority.ts';
import { type ApprovalFilter, type ApprovalRow, findApproval, pageApprovals } from '../store/approval-store.ts';
import { leads } from './leadership.ts';

export interface SeenApproval extends ApprovalRow {
  mayDecide: boolean;
  mayWithdraw: boolean;
}

/** What was put to the leadership: all of it for those who oversee the centre, one's own for everybody else. */
export async function listApprovals(
  transaction: Transaction,
  caller: PersonCaller,
  filter: Omit<ApprovalFilter, 'askedBy'> & { mine?: boolean },
): Promise<SeenApproval[]> {
  const { mine, ...page } = filter;
  const authority = await authorityOf(transaction, caller);
  const own = mine || !oversees(authority);
  const rows = await pageApprovals(transaction, caller.centre, { ...page, ...(own ? { askedBy: caller.person } : {}) });
  return rows.map((row) => withActs(row, caller, leads(authority)));
}

/** Throws Problem `not-found`, `not-permitted`. */
export async function readApproval(transaction: Transaction, caller: PersonCaller, id: string): Promise<SeenApproval> {
  const row = await findApproval(transaction, caller.centre, id);
  if (!row) throw new Problem('not-found', noSuch('approval', id));
  await requireSight(transaction, caller, row);
  return withActs(row, caller, leads(await authorityOf(transaction, caller)));
}

/** Throws Problem `not-permitted` for one who neither asked for it nor oversees the centre. */
export async function requireSight(
  transaction: Transaction,
  caller: PersonCaller,
  row: ApprovalRow,
): Promise<ApprovalRow> {
  if (row.askedById !== caller.person && !oversees(await authorityOf(transaction, caller)))
    throw new Problem('not-permitted', said('leadership-decides'));
  return row;
}

const withActs = (row: ApprovalRow, { person }: PersonCaller, leader: boolean): SeenApproval => ({
  ...row,
  mayDecide: row.state === 'pending' && leader && row.askedById !== person,
  mayWithdraw: row.state === 'pending' && row.askedById === person,
});

export const approvalDocument = ({ askedById: _, askedAt, decidedAt, ...row }: SeenApproval): ControlApproval => ({
  ...row,
  askedAt: askedAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});
