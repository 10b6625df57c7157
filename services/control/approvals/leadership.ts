import type { Transaction } from '@zhiheng/database';
import type { Authority } from '../authority.ts';
import { type Need, peopleWho } from '../holders.ts';
import { readUnits } from '../store/directory-store.ts';
import { humansOf } from '../store/people-store.ts';
import type { Unit } from '../unit-tree.ts';

/** The leadership of a centre: whoever decides on requests and reads reports over all of it. */
export const leading = [
  ['decide', 'request'],
  ['read', 'report'],
] as const satisfies readonly Need[];

export const rootOf = (units: readonly Unit[]): string => (units.find(({ parent }) => parent === null) as Unit).unit;

export const leads = (authority: Authority): boolean =>
  leading.every(([action, resource]) => authority.may(action, resource, rootOf(authority.units)));

/** Who may decide on what this person asks for: the leadership, but not the same human. */
export async function approversFor(transaction: Transaction, centre: string, asker: string): Promise<string[]> {
  const leaders = await leadersOf(transaction, centre);
  const humans = await humansOf(transaction, centre, [asker, ...leaders]);
  return leaders.filter((leader) => humans.get(leader) !== humans.get(asker));
}

async function leadersOf(transaction: Transaction, centre: string): Promise<string[]> {
  return peopleWho(transaction, centre, rootOf(await readUnits(transaction, centre)), ...leading);
}
