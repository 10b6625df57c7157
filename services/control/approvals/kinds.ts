import type { ApprovalKind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { extendRectification } from '../findings/extension.ts';
import { writeOff } from '../recoveries/write-off.ts';
import { applySettings } from '../settings/apply.ts';
import type { ApprovalRow } from '../store/approval-store.ts';

/** Carries out what was approved, in the transaction of the approval: what it throws undoes the decision. */
export type CarryOut = (
  transaction: Transaction,
  carried: { approval: ApprovalRow; approver: PersonCaller; trace: Trace },
) => Promise<void>;

/** What each kind does once it is approved. */
export const carriedOut: Record<ApprovalKind, CarryOut> = {
  'control-settings': applySettings,
  'rectification-extension': extendRectification,
  'recovery-write-off': writeOff,
};
