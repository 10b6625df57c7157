import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { givenTo } from './post-template.ts';
import { currentHoldings } from './store/grant-store.ts';
import type { PersonRow } from './store/people-store.ts';

export interface Place {
  unit: string;
  post: string;
}

type Given = { role: string; unit: string };
type Moving = Pick<PersonRow, 'id' | 'unit' | 'post'>;

/**
 * What ends with the old place and what stays. It ends where it does not reach the new unit, and where it is what the old post
 * is given and the new one is not.
 */
export async function partGrants(
  transaction: Transaction,
  policy: CentrePolicy,
  person: Moving,
  to: Place,
): Promise<{ ending: Holding[]; kept: Holding[] }> {
  const held = await currentHoldings(transaction, policy.centre, [person.id]);
  const before = await givenTo(transaction, policy, person.post, person.unit);
  const after = await givenTo(transaction, policy, to.post, to.unit);
  const isIn = (given: readonly Given[], { role, unit }: Given) =>
    given.some((one) => one.role === role && one.unit === unit);
  const ends = (grant: Holding) =>
    !policy.compiled.units.contains(grant.unit, to.unit) || (isIn(before, grant) && !isIn(after, grant));
  return { ending: held.filter(ends), kept: held.filter((grant) => !ends(grant)) };
}
