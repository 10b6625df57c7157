import { ApprovalError } from '@zhiheng/approvals';
import { violates } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';

/** What the approval rules refuse, as the caller hears it. Rethrows anything else. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ApprovalError) return new Problem(error.code, error.said);
  throw error;
}

export function orProblem<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asProblem(error);
  }
}

/** The database's own refusals of a decision, should two acts ever pass each other in spite of the locks. */
const decisionRefusals = new Map([
  ['voice_is_distinct', 'own-request'],
  ['decision_voice_pkey', 'already-decided'],
  ['decision_centre_request_person_key', 'already-decided'],
  ['decision_needs_active_person', 'account-disabled'],
  ['decision_needs_deputyship', 'not-a-candidate'],
  ['decision_needs_open_stage', 'not-pending'],
] as const);

export function refuseDecision(error: unknown): never {
  const code = decisionRefusals.get(violates(error) as 'voice_is_distinct');
  throw code ? new Problem(code) : error;
}
