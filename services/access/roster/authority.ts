import { actSaid, noSuch, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Caller, Problem } from '@zhiheng/http';
import type { CentrePolicy } from '../centre-policy.ts';
import { type Desk, policyOf } from '../desk.ts';
import { type Needed, ordering, requireOver } from '../person-order.ts';
import { findRoster, type StoredRoster } from '../store/roster-store.ts';

/** Who may set how many a roster may disable unseen by a second person: not who applies them. */
const setting = [['administer-security', 'role']] as const;

const rootOf = ({ policy }: CentrePolicy): string => policy.units.find(({ parent }) => parent === null)?.code ?? '';

/** A roster is about everybody: accounts have to be administered over the whole centre. Throws `not-permitted`, `account-disabled`. */
export const requireOverCentre = (desk: Desk, transaction: Transaction, caller: Caller): Promise<CentrePolicy> =>
  overCentre(desk, transaction, caller, ordering);

/** Throws `not-permitted`, `account-disabled`. */
export const requireSetting = (desk: Desk, transaction: Transaction, caller: Caller): Promise<CentrePolicy> =>
  overCentre(desk, transaction, caller, setting);

async function overCentre(desk: Desk, transaction: Transaction, caller: Caller, needed: Needed): Promise<CentrePolicy> {
  const policy = await policyOf(desk, transaction, caller.centre);
  await requireOver(transaction, policy, caller, rootOf(policy), needed).catch((error) => {
    if (!(error instanceof Problem) || error.code !== 'not-permitted') throw error;
    const [[action, resource] = ['', '']] = needed;
    throw new Problem(
      'not-permitted',
      said('permission-centre', { action: actSaid(action), resource: thingSaid(resource) }),
    );
  });
  return policy;
}

/** Throws `not-found`. */
export async function rosterOf(transaction: Transaction, centre: string, id: string): Promise<StoredRoster> {
  const roster = await findRoster(transaction, centre, id);
  if (!roster) throw new Problem('not-found', noSuch('roster', id));
  return roster;
}
