import { dropInPortions } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { dropOldNotices } from './store/notice-store.ts';

/** Days for which what somebody was told of is kept; the log keeps that they were. */
const keptDays = 180;

/** Drops what people were told of long ago, seen or not; gives how much. */
export const dropNotices = ({ database }: Pick<Desk, 'database'>, centre: string): Promise<number> =>
  dropInPortions(database, centre, (transaction, most) =>
    dropOldNotices(transaction, centre, { days: keptDays, most }),
  );
