import type { Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import type { ApprovalRow } from '../store/approval-store.ts';

/** Carries out what was approved, in the transaction of the approval: what it throws undoes the decision. */
export type CarryOut = (
  transaction: Transaction,
  carried: { approval: ApprovalRow; approver: PersonCaller; trace: Trace },
) => Promise<void>;
