import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { reachOf } from './reach.ts';
import { heldPermissions, publishedUnits } from './store/permission-store.ts';

/** How a caller administers somebody: the three administrators are parted (三员分立), and any of them may be the second. */
export interface Administration {
  /** Their accounts. */
  administers: boolean;
  /** The other two, for one who administers accounts themselves: else nobody could ask for the only one. */
  mayStandIn: boolean;
  any: boolean;
}

const accounts = ['administer-accounts', 'account'] as const;
const kinds = [accounts, ['administer-security', 'role'], ['administer-audit', 'entry']] as const;

export async function administrationOf(
  transaction: Transaction,
  { centre, person: caller }: Pick<PersonCaller, 'centre' | 'person'>,
  { person, unit }: { person: string; unit: string },
): Promise<Administration> {
  const units = await publishedUnits(transaction, centre);
  const reaches = async (who: string, needed: readonly [string, string]) =>
    reachOf(await heldPermissions(transaction, centre, who, needed), units);
  const [administers = false, ...others] = await Promise.all(
    kinds.map(async (needed) => (await reaches(caller, needed)).has(unit)),
  );
  const other = others.includes(true);
  const mayStandIn = other && (await reaches(person, accounts)).size > 0;
  return { administers, mayStandIn, any: administers || other };
}

/** Units over whose people the caller is any kind of administrator. */
export async function unitsAdministered(
  transaction: Transaction,
  { centre, person }: Pick<PersonCaller, 'centre' | 'person'>,
): Promise<string[]> {
  const units = await publishedUnits(transaction, centre);
  const found = new Set<string>();
  for (const needed of kinds)
    for (const unit of reachOf(await heldPermissions(transaction, centre, person, needed), units)) found.add(unit);
  return [...found];
}
