import type { Item } from '@zhiheng/duties';

/** Where a case stands: which duties its present round has seen, and so which comes next. */
export interface CaseProgress {
  state: 'open' | 'complete' | 'cancelled';
  round: number;
  steps: { duty: string; round: number }[];
}

/** The duty the present round waits for, in the item's order; null when the case waits for none. */
export function nextDuty(item: Item, { state, round, steps }: CaseProgress): string | null {
  if (state !== 'open') return null;
  const done = new Set(steps.filter((step) => step.round === round).map(({ duty }) => duty));
  return item.duties.find((duty) => !done.has(duty)) ?? null;
}

export type OrderRefusal = 'already-recorded' | 'case-closed' | 'out-of-order';

/** Why a duty may not be done now: done in this round already, case closed, or not its turn. Null when it may. */
export function whyOutOfOrder(item: Item, progress: CaseProgress, duty: string): OrderRefusal | null {
  if (progress.steps.some((step) => step.duty === duty && step.round === progress.round)) return 'already-recorded';
  if (progress.state !== 'open') return 'case-closed';
  return nextDuty(item, progress) === duty ? null : 'out-of-order';
}

/** The case after the step: a return opens the next round, the last duty completes it. */
export function advance(
  item: Item,
  progress: CaseProgress,
  duty: string,
  outcome: 'done' | 'returned',
): Pick<CaseProgress, 'state' | 'round'> {
  if (outcome === 'returned') return { state: 'open', round: progress.round + 1 };
  const after = { ...progress, steps: [...progress.steps, { duty, round: progress.round }] };
  return { state: nextDuty(item, after) === null ? 'complete' : 'open', round: progress.round };
}
