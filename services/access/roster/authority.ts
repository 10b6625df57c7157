import { noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import { type CentrePolicy, rootOf } from '../centre-policy.ts';
import { type Desk, policyOf } from '../desk.ts';
import { type Needed, ordering, requireOver } from '../person-order.ts';
import { findRoster, type StoredRoster } from '../store/roster-store.ts';

/** A roster is about everybody: accounts have to be administered over the whole centre. Throws `not-permitted`, `account-disabled`. */
export async function requireOverCentre(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  needed: Needed = ordering,
): Promise<CentrePolicy> {
  const policy = await policyOf(desk, transaction, caller.centre);
  await requireOver(transaction, policy, caller, rootOf(policy), needed);
  return policy;
}

/** Throws `not-found`. */
export async function rosterOf(transaction: Transaction, centre: string, id: string): Promise<StoredRoster> {
  const roster = await findRoster(transaction, centre, id);
  if (!roster) throw new Problem('not-found', noSuch('roster', id));
  return roster;
}
