import { type AddWorkingDays, shanghaiDate, shanghaiEnd } from '@zhiheng/calendar';
import type { ControlSettings } from '@zhiheng/contracts';

/** Whom what is overdue is taken to, after how many working days: of self-checks, rectifications and doubts alike. */
export type Escalation = ControlSettings['selfCheck']['escalation'];

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

interface Overdue {
  /** The first instant that is too late; times in milliseconds. */
  dueAt: number;
  now: number;
  /** The working days after which it was passed up already. */
  passed?: readonly number[];
  escalation: Escalation;
}

/** The steps that an overdue deadline has come to and that were not done, in their order: each so many whole working days after the deadline's day. */
export function dueSteps({ dueAt, now, passed = [], escalation }: Overdue, addWorkingDays: AddWorkingDays): Escalation {
  const lastDay = dueAt - 1;
  return escalation
    .filter(({ afterWorkingDays }) => !passed.includes(afterWorkingDays))
    .filter(({ afterWorkingDays }) => addWorkingDays(lastDay, afterWorkingDays) <= now)
    .toSorted((one, other) => one.afterWorkingDays - other.afterWorkingDays);
}

const day = 24 * 60 * 60 * 1000;

/** The latest deadline that is so many whole working days past now: what `dueSteps` says of each, turned round. */
export function latestDue(now: number, afterWorkingDays: number, addWorkingDays: AddWorkingDays): number {
  let last = now;
  while (addWorkingDays(last, afterWorkingDays) > now) last -= day;
  return shanghaiEnd(shanghaiDate(last));
}
