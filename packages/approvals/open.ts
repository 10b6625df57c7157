import { ApprovalError } from './approval-error.ts';
import { candidatesOf } from './candidates.ts';
import { draft } from './chain.ts';
import { needsFrom } from './needs.ts';
import { firstHopeless, type Need, plan } from './plan.ts';
import { openStage } from './stages.ts';
import type { AddWorkingDays, Candidate, Chain, Of, Organisation, Outcome, StageRule, Wanted } from './types.ts';

/** A stage as it would go if everybody decided at once. */
export interface PlannedStage {
  ordinal: number;
  /** The role that would decide; the one escalated to when `escalated`. */
  by: string;
  of: Of;
  escalated: boolean;
  workingDays: number;
  quorum: number;
  /** Milliseconds; only the first stage has one, as it would open at once. */
  dueAt?: number;
  candidates: Candidate[];
}

/** The stages a request would take. Throws ApprovalError `no-chain`, or `no-approver` when distinct people cannot decide all stages. */
export function preview(
  chain: Chain,
  wanted: Wanted,
  organisation: Organisation,
  addWorkingDays: AddWorkingDays,
): { stages: PlannedStage[] } {
  const request = draft(chain, wanted);
  const needs = needsFrom(request, 0, organisation);
  const choices = plan(needs);
  if (!choices) throw noApprover(needs);
  return {
    stages: choices.map((choice, index): PlannedStage => {
      const { of, workingDays } = chain.stages[index] as StageRule;
      const need = needs[index] as Need;
      return {
        ordinal: need.ordinal,
        by: choice.by,
        of,
        escalated: choice.escalated,
        workingDays,
        quorum: need.voices,
        ...(index === 0 ? { dueAt: addWorkingDays(wanted.at, workingDays) } : {}),
        candidates: candidatesOf(request, needs, index, choice, organisation, wanted.at),
      };
    }),
  };
}

/** Opens a request at its first stage, as `preview` says. Throws what `preview` throws. */
export function open(
  chain: Chain,
  wanted: Wanted,
  organisation: Organisation,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const request = draft(chain, wanted);
  const needs = needsFrom(request, 0, organisation);
  if (!plan(needs)) throw noApprover(needs);
  return openStage(request, 0, wanted.at, organisation, addWorkingDays);
}

function noApprover(needs: readonly Need[]): ApprovalError {
  const { ordinal, choices } = firstHopeless(needs) as Need;
  const roles = choices.map(({ by }) => by).join(', ');
  return new ApprovalError(
    'no-approver',
    {
      zh: `能审批第 ${ordinal + 1} 个环节（${roles}）的不同人员不足。`,
      en: `Too few distinct people can decide stage ${ordinal + 1} (${roles}).`,
    },
    ordinal,
  );
}
