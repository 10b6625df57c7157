export type { Atom } from './atoms.ts';
export { bindingStep, boundWith } from './bound.ts';
export { changeImpact, type ImpactOptions } from './change-impact.ts';
export { type CompiledPolicy, type CompiledRole, compilePolicy } from './compile.ts';
export type { Deed, RecordedCase } from './deeds.ts';
export { boundDuty, boundDutyName, explainApart } from './did-apart.ts';
export { didDo } from './did-do.ts';
export { asksForRoles, didHold, type Exercise, type Practice, sayPractice, type Use } from './did-hold.ts';
export type { JudgeOptions } from './evaluate.ts';
export { type ConflictingGrant, type Explanation, explain } from './explain.ts';
export { type ConflictingStep, explainStep, type StepExplanation } from './explain-step.ts';
export { type FewHands, fewHands } from './few-hands.ts';
export { isAbout } from './is-about.ts';
export { judge } from './judge.ts';
export { judgeCeiling } from './judge-ceiling.ts';
export { judgeSession } from './judge-session.ts';
export { judgeStep } from './judge-step.ts';
export { PolicyError, type PolicyErrorCode, type PolicyProblem } from './policy-error.ts';
export { type ChangeReview, reviewChange, standingAgainst } from './review-change.ts';
export { type UnderratedRole, underratedRoles } from './role-risk.ts';
export { type AbleRole, rolesAble } from './roles-able.ts';
export { type CentreHoldings, type ScanOptions, scan } from './scan.ts';
export { scanCeilings } from './scan-ceilings.ts';
export { type StaffingOptions, type StaffingRow, staffing } from './staffing.ts';
export {
  type ChangeOptions,
  type Place,
  type StaffingLoss,
  type StaffingState,
  staffingChange,
} from './staffing-change.ts';
export type * from './step-types.ts';
export { type SubjectLookup, subjectLookup } from './subject-lookup.ts';
export { type Breach, type Severity, type Summaries, type Summary, severityOf, summarise } from './summarise.ts';
export type { BoundDuties } from './tasks.ts';
export type * from './types.ts';
