import { justBelowThreshold, manyBackPayments } from './amounts.ts';
import { approvalInBulk, briefGrant, deputyOfBeneficiary, mutualApproval, roleFlip } from './approvals.ts';
import { correctionAfterInspection, overdueAndClosed } from './inspections.ts';
import { pairs } from './pairs.ts';
import { sharedPayeeAccount } from './payees.ts';
import { exportHeavy, leaverLastMonth } from './people.ts';
import type { Probe } from './probe.ts';
import {
  assertedWithoutSession,
  attemptAfterDeparture,
  dormantAwakened,
  refusedThenAllowed,
  twoAccountsOneAddress,
} from './sign-ins.ts';
import { exceptionUsed, offHoursBurst, reviewerShopping } from './steps.ts';
import { accountThenPayment, identityThenAward, parameterAroundBatch, roundTripAccount, subjects } from './subjects.ts';

/** Every statement that finds doubts in our own data; what reads most comes last. */
export const probes: readonly Probe[] = [
  overdueAndClosed,
  correctionAfterInspection,
  briefGrant,
  deputyOfBeneficiary,
  mutualApproval,
  approvalInBulk,
  roleFlip,
  attemptAfterDeparture,
  dormantAwakened,
  twoAccountsOneAddress,
  leaverLastMonth,
  exportHeavy,
  refusedThenAllowed,
  accountThenPayment,
  identityThenAward,
  roundTripAccount,
  sharedPayeeAccount,
  parameterAroundBatch,
  justBelowThreshold,
  manyBackPayments,
  exceptionUsed,
  reviewerShopping,
  offHoursBurst,
  assertedWithoutSession,
  subjects,
  pairs,
];

/** The rules that there is a statement for. */
export const probedRules: ReadonlySet<string> = new Set(probes.flatMap(({ rules }) => rules));
