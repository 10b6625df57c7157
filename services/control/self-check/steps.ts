import type { AddWorkingDays } from '@zhiheng/calendar';
import type { ControlSettings } from '@zhiheng/contracts';

type Escalation = ControlSettings['selfCheck']['escalation'];

/**
 * Of the reminders before a deadline (working days before it) the latest that is due now; none before the first and from
 * the deadline on. One that nobody sent in time is not made up for once the next is due.
 */
export function reminderDue(
  now: number,
  due: number,
  days: readonly number[],
  addWorkingDays: AddWorkingDays,
): number | undefined {
  if (now >= due) return undefined;
  const reached = days.filter((before) => addWorkingDays(now, before) >= due);
  return reached.length ? Math.min(...reached) : undefined;
}

/** How many steps of escalation a deadline that was missed has come to: each once its working days after it are over. */
export function stepsDue(now: number, due: number, escalation: Escalation, addWorkingDays: AddWorkingDays): number {
  return escalation.filter(({ afterWorkingDays }) => now >= addWorkingDays(due - 1, afterWorkingDays)).length;
}
