import { actSaid, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { type Authority, authorityOf, oversees } from '../authority.ts';
import { readItemOwner } from '../store/directory-store.ts';
import { humansOf } from '../store/people-store.ts';

export const recoveryItem = 'overpayment-recovery';
export type RecoveryDuty = 'handle' | 'review' | 'approve';

/** Which duties on recoveries the caller holds. */
export async function dutiesHeld(
  transaction: Transaction,
  centre: string,
  authority: Authority,
): Promise<ReadonlySet<RecoveryDuty>> {
  const owner = await readItemOwner(transaction, centre, recoveryItem);
  const duties = ['handle', 'review', 'approve'] as const;
  return new Set(duties.filter((duty) => owner !== undefined && authority.holds(duty, recoveryItem, owner)));
}

/** Throws `not-permitted` for one who does not hold this duty on recoveries. */
export async function requireRecoveryDuty(
  transaction: Transaction,
  caller: PersonCaller,
  duty: RecoveryDuty,
): Promise<void> {
  const held = await dutiesHeld(transaction, caller.centre, await authorityOf(transaction, caller));
  if (!held.has(duty)) throw new Problem('not-permitted', said('recovery-duty', { duty: actSaid(duty) }));
}

/** The units whose recoveries the caller sees: all for those with a duty on them or who oversee, else those whose findings they answer. */
export async function unitsSeen(
  transaction: Transaction,
  centre: string,
  authority: Authority,
): Promise<ReadonlySet<string>> {
  if (oversees(authority) || (await dutiesHeld(transaction, centre, authority)).size > 0)
    return new Set(authority.units.map(({ unit }) => unit));
  return authority.within('answer', 'finding');
}

/** Throws `another-person` when one of these was the caller, under whichever record. */
export async function requireAnother(
  transaction: Transaction,
  centre: string,
  person: string,
  others: readonly (string | null)[],
): Promise<void> {
  const before = others.filter((one) => one !== null);
  const humans = await humansOf(transaction, centre, [person, ...before]);
  if (before.some((one) => humans.get(one) === humans.get(person)))
    throw new Problem('another-person', said('recovery-another'));
}
