import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { authorityFrom } from './authority.ts';
import { readItemOwner, readUnits } from './store/directory-store.ts';
import { activeAccounts, holdAccount, readHoldings } from './store/people-store.ts';

export type Need = readonly [action: string, resource: string];

/** Tells of each unit who may do all of this on it at this moment. */
export async function peopleWhoAt(
  transaction: Transaction,
  centre: string,
  ...needs: readonly Need[]
): Promise<(unit: string) => string[]> {
  const units = await readUnits(transaction, centre);
  const byPerson = Map.groupBy(await readHoldings(transaction, centre, needs), ({ person }) => person);
  const authorities = [...byPerson].map(([person, own]) => ({ person, authority: authorityFrom(own, units) }));
  return (unit) =>
    authorities.flatMap(({ person, authority }) =>
      needs.every(([action, resource]) => authority.may(action, resource, unit)) ? [person] : [],
    );
}

/** The people who may do all of this on the unit at this moment. */
export const peopleWho = async (
  transaction: Transaction,
  centre: string,
  unit: string,
  ...needs: readonly Need[]
): Promise<string[]> => (await peopleWhoAt(transaction, centre, ...needs))(unit);

/** Everybody who holds this duty on cases of this item at this moment. */
export async function holdersOfDuty(
  transaction: Transaction,
  centre: string,
  duty: string,
  item: string,
): Promise<string[]> {
  const owner = await readItemOwner(transaction, centre, item);
  if (owner === undefined) return [];
  const units = await readUnits(transaction, centre);
  const byPerson = Map.groupBy(await readHoldings(transaction, centre, [[duty, 'case']]), ({ person }) => person);
  return [...byPerson].flatMap(([person, own]) => (authorityFrom(own, units).holds(duty, item, owner) ? [person] : []));
}

/**
 * Keeps these people active until the transaction ends: whoever departs waits for it, and who has departed is not there.
 * Taken in one order, before any row of internal control. Gives who is there.
 */
export async function holdPeople(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<Set<string>> {
  const there = new Set<string>();
  for (const { person, account } of await activeAccounts(transaction, centre, people))
    if (await holdAccount(transaction, centre, account)) there.add(person);
  return there;
}

/**
 * Keeps the caller active until the transaction ends: whoever would disable them waits. Throws Problem `account-disabled` for
 * one who has been disabled since their token was checked.
 */
export async function holdCaller(transaction: Transaction, { centre, account }: PersonCaller): Promise<void> {
  if (!(await holdAccount(transaction, centre, account))) throw new Problem('account-disabled');
}
