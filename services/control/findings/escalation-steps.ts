import type { AddWorkingDays } from '@zhiheng/calendar';
import type { ControlSettings } from '@zhiheng/contracts';

type Steps = ControlSettings['rectification']['escalation'];

interface Overdue {
  /** The first instant that is too late; times in milliseconds. */
  dueAt: number;
  now: number;
  /** The working days after which it was passed up already. */
  passed: readonly number[];
  escalation: Steps;
}

/** The steps that are due by now and were not done, in their order: so many whole working days after the deadline's day. */
export function dueSteps({ dueAt, now, passed, escalation }: Overdue, addWorkingDays: AddWorkingDays): Steps {
  const lastDay = dueAt - 1;
  return escalation
    .filter(({ afterWorkingDays }) => !passed.includes(afterWorkingDays))
    .filter(({ afterWorkingDays }) => addWorkingDays(lastDay, afterWorkingDays) <= now)
    .toSorted((one, other) => one.afterWorkingDays - other.afterWorkingDays);
}
