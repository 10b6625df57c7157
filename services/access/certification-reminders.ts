import type { AddWorkingDays } from '@zhiheng/calendar';
import type { Reminder } from './store/certification-reminder-store.ts';
import type { StoredCertification } from './store/certification-store.ts';

const day = 86_400_000;

/**
 * Which reminder of a campaign's deadline has come last: when half of its time is gone, three working days before its end, one
 * before, and, once it is missed, each day that is worked. What went by while no process looked is not made up for.
 */
export function reminderAt(
  { openedAt, dueAt }: Pick<StoredCertification, 'openedAt' | 'dueAt'>,
  now: number,
  addWorkingDays: AddWorkingDays,
): Reminder | undefined {
  const due = dueAt.getTime();
  if (now >= due) return overdueOn(now, addWorkingDays);
  if (due <= addWorkingDays(now, 1)) return { occasion: 'one-day', until: dueAt };
  const isPastHalf = now - openedAt.getTime() >= due - now;
  if (!isPastHalf) return undefined;
  return { occasion: due <= addWorkingDays(now, 3) ? 'three-days' : 'half-time', until: dueAt };
}

/** The first day worked after yesterday is today, or else today is none. */
function overdueOn(now: number, addWorkingDays: AddWorkingDays): Reminder | undefined {
  const end = addWorkingDays(now - day, 1);
  return end - now <= day ? { occasion: 'overdue', until: new Date(end) } : undefined;
}
