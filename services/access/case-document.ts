import type { Case, StepDocument } from '@zhiheng/contracts';
import { nextDuty } from './case-progress.ts';
import type { StepRow } from './store/case-store.ts';
import type { ToldCase } from './told-case.ts';

/** A case as it crosses the border. */
export function caseDocument({ policy, one, names }: ToldCase): Case {
  const { subject: _, channel, amountFen, openedAt, closedAt, cancellation, steps, ...rest } = one;
  const item = policy.itemOf.get(one.item);
  return {
    ...rest,
    channel,
    amountFen,
    currency: 'CNY',
    nextDuty: item ? nextDuty(item, one) : null,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    cancellation: cancellation ? { ...cancellation, by: names.get(cancellation.by) ?? null } : null,
    steps: steps.map((step) => stepDocument(step, names)),
  };
}

export const stepDocument = ({ exception: _, ...step }: StepRow, names: ReadonlyMap<string, string>): StepDocument => ({
  ...step,
  username: names.get(step.person) ?? null,
  at: step.at.toISOString(),
});
