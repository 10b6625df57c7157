import { holdersOf } from './holders.ts';
import type { Choice, Need } from './plan.ts';
import type { ApprovalRequest, Organisation, Stage } from './types.ts';

/** Everybody who may not speak any more: requester, for whom they asked, beneficiary, whom it takes something from, who has decided, and for whom. */
export function heard({
  requester,
  onBehalfOf: askedFor,
  beneficiary,
  concerned = [],
  stages,
}: ApprovalRequest): Set<string> {
  const decisions = stages.flatMap((stage) => stage.decisions);
  return new Set([
    requester,
    ...(askedFor === undefined ? [] : [askedFor]),
    beneficiary,
    ...concerned,
    ...decisions.flatMap(({ person, onBehalfOf }) => (onBehalfOf === undefined ? [person] : [person, onBehalfOf])),
  ]);
}

/**
 * The stages from `first` on, with who is free to decide them. `settled`: the first stage stays with the role that it has;
 * otherwise it may still escalate.
 */
export function needsFrom(
  request: ApprovalRequest,
  first: number,
  organisation: Organisation,
  settled?: 'settled',
): Need[] {
  const silent = heard(request);
  const choice = (by: string, stage: Stage, escalated: boolean): Choice => ({
    by,
    escalated,
    people: speaking(holdersOf(by, stage.rule.of, request.unit, organisation), silent, organisation),
  });
  return request.stages.slice(first).map((stage, index) => {
    const now = choice(stage.by, stage, stage.escalated);
    const { escalateTo } = stage.rule;
    const fixed = escalateTo === undefined || stage.escalated || (index === 0 && settled !== undefined);
    return {
      ordinal: stage.ordinal,
      voices: voicesNeeded(stage),
      choices: fixed ? [now] : [now, choice(escalateTo, stage, true)],
    };
  });
}

/** Of the holders of a post, who can still be heard: themselves, or while they are away by a deputy. */
function speaking(
  holders: readonly string[],
  silent: ReadonlySet<string>,
  { deputies = [], away = nobody }: Organisation,
): string[] {
  const free = holders.filter((person) => !silent.has(person));
  if (away.size === 0) return free;
  const present = free.filter((person) => !away.has(person));
  const spokenFor = (person: string) =>
    deputies.some(
      ({ deputy, principal }) =>
        principal === person && !silent.has(deputy) && !away.has(deputy) && !present.includes(deputy),
    );
  return free.filter((person) => !away.has(person) || spokenFor(person));
}

const nobody: ReadonlySet<string> = new Set();

/** Approvals that the stage lacks; those given before an escalation count. */
export function voicesNeeded({ rule, decisions }: Stage): number {
  return (rule.quorum ?? 1) - decisions.filter(({ decision }) => decision === 'approve').length;
}
