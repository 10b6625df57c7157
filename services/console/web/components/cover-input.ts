import type { RequestInput } from '@zhiheng/contracts';
import type { Dayjs } from 'dayjs';
import { endOfDay } from './times.ts';

/** What the fields of a cover plan hold. */
export interface CoverValues {
  withCover?: boolean;
  cover?: { by?: string[]; until?: Dayjs | null; note?: string };
}

/** A cover plan once it is whole: what is not yet would be refused for what lacks. */
export function coverPlanOf({ withCover, cover }: CoverValues): Pick<RequestInput, 'coverPlan'> {
  const { by = [], until, note } = cover ?? {};
  if (!withCover || by.length === 0 || !until || !note?.trim()) return {};
  return { coverPlan: { by, until: endOfDay(until.format('YYYY-MM-DD')), note: note.trim() } };
}
