import { needsFrom } from './needs.ts';
import { type Choice, type Need, plan } from './plan.ts';
import type { AddWorkingDays, ApprovalEvent, ApprovalRequest, Organisation, Outcome, Stage } from './types.ts';

/** Where a stage goes, and whether enough people are there to complete it. */
export interface Settlement {
  choice: Choice;
  staffed: boolean;
}

/**
 * Which role decides the stage at `index`: its own if all stages can then be decided by distinct people, else the one it
 * escalates to. Where no choice saves the later stages, one that can at least complete this stage.
 */
export function settle(request: ApprovalRequest, index: number, organisation: Organisation): Settlement {
  const needs = needsFrom(request, index, organisation);
  const { choices, voices } = needs[0] as Need;
  const choice = plan(needs)?.[0] ?? choices.find(({ people }) => people.length >= voices);
  return choice ? { choice, staffed: true } : { choice: choices[0], staffed: false };
}

/** Opens the stage at `index`, escalated at once when it has to be; it waits openly when nobody can complete it. */
export function openStage(
  request: ApprovalRequest,
  index: number,
  at: number,
  organisation: Organisation,
  addWorkingDays: AddWorkingDays,
): Outcome {
  const { choice, staffed } = settle(request, index, organisation);
  const { ordinal: stage, rule } = request.stages[index] as Stage;
  const dueAt = addWorkingDays(at, rule.workingDays);
  const events: ApprovalEvent[] = [{ type: 'stage-opened', stage, by: rule.by, at, dueAt }];
  if (choice.escalated) {
    events.push({ type: 'stage-escalated', stage, from: rule.by, to: choice.by, because: 'no-approver', at, dueAt });
  }
  if (!staffed) events.push({ type: 'stage-unstaffed', stage, at });
  const { by, escalated } = choice;
  return { request: withStage(request, index, { state: 'open', by, escalated, openedAt: at, dueAt }), events };
}

export function withStage(request: ApprovalRequest, index: number, change: Partial<Stage>): ApprovalRequest {
  return { ...request, stages: request.stages.map((stage, i) => (i === index ? { ...stage, ...change } : stage)) };
}

/** Ends the request: what is undecided closes. */
export function end(request: ApprovalRequest, state: ApprovalRequest['state']): ApprovalRequest {
  const stages = request.stages.map(
    (stage): Stage => (stage.state === 'open' || stage.state === 'waiting' ? { ...stage, state: 'closed' } : stage),
  );
  return { ...request, state, stages };
}

export const openIndex = ({ stages }: ApprovalRequest): number => stages.findIndex(({ state }) => state === 'open');
