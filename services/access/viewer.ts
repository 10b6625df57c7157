import { inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { clientSight, type Sight, sightOf } from './sight.ts';
import { heldNow } from './store/holder-store.ts';
import { findPerson } from './store/people-store.ts';

/** Who looks, and at what. */
export interface View {
  transaction: Transaction;
  centre: string;
  policy: CentrePolicy;
  sight: Sight;
  /** What the person who looks holds at this moment; empty for a machine client. */
  held: { id: string; role: string; unit: string }[];
}

/** Runs a reading in one transaction, with the caller's sight by what they hold at this moment. */
export function look<T>(desk: Desk, caller: Caller, read: (view: View) => Promise<T>): Promise<T> {
  return inCentre(desk.database, caller.centre, async (transaction) => read(await viewOf(desk, transaction, caller)));
}

export async function viewOf(desk: Desk, transaction: Transaction, caller: Caller): Promise<View> {
  const { centre } = caller;
  const policy = await policyOf(desk, transaction, centre);
  if (caller.kind === 'client') return { transaction, centre, policy, sight: clientSight(policy), held: [] };
  const person = await findPerson(transaction, centre, caller.person);
  if (person?.state !== 'active') throw new Problem('account-disabled');
  const held = await heldNow(transaction, centre, person.id);
  return { transaction, centre, policy, sight: sightOf(policy, person, held), held };
}
