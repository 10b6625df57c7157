import type { RosterLimitsInput, RosterSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Caller, PersonCaller, Trace } from '@zhiheng/http';
import { act } from '../act.ts';
import type { Desk } from '../desk.ts';
import { securing } from '../person-order.ts';
import { lockPeople } from '../store/locks.ts';
import { append } from '../store/log-store.ts';
import { rememberedColumns, rosterLimits, setRosterLimits } from '../store/roster-store.ts';
import { requireOverCentre } from './authority.ts';

export const readSettings = async (transaction: Transaction, { centre }: Caller): Promise<RosterSettings> => ({
  ...(await rosterLimits(transaction, centre)),
  columns: await rememberedColumns(transaction, centre),
});

/**
 * How many a roster may disable before a second administrator confirms it. Set by who administers security, for whoever administers accounts
 * is held by it. Throws `not-permitted`.
 */
export function setLimits(
  desk: Desk,
  caller: PersonCaller,
  limits: RosterLimitsInput,
  trace: Trace,
): Promise<RosterSettings> {
  const { centre } = caller;
  const entry = { ...trace, action: 'roster-limits.set', targetType: 'roster-limits', target: centre } as const;
  return act(desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
    await lockPeople(transaction, centre, [[caller.person, 'update']]);
    await requireOverCentre(desk, transaction, caller, securing);
    const before = await rosterLimits(transaction, centre);
    await setRosterLimits(transaction, centre, limits, caller.person);
    await append(transaction, centre, { ...entry, outcome: 'done', before, after: limits });
    return readSettings(transaction, caller);
  });
}
