import { dropInPortions } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { dropOldest } from './store/idempotency-store.ts';

/**
 * Drops the keys of tries that nobody repeats any more, those older than `days`; gives how many. A retry meets its key or
 * it does not, never half of it.
 */
export const dropOldKeys = ({ database }: Pick<Desk, 'database'>, centre: string, days: number): Promise<number> =>
  dropInPortions(database, centre, (transaction, most) => dropOldest(transaction, centre, { days, most }));
