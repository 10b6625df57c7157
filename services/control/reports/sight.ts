import { actSaid, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { authorityOf, oversees } from '../authority.ts';
import type { Unit } from '../unit-tree.ts';

/** What heads answer for is theirs to see. */
const heading = [
  ['complete', 'self-check'],
  ['answer', 'finding'],
] as const;

export interface Sight {
  centre: string;
  units: readonly Unit[];
  /** The units whose figures the caller may see; null for the whole centre. */
  sees: ReadonlySet<string> | null;
}

/** Whose figures the caller may see. Throws Problem `not-permitted` for one who may see none. */
export async function sightOf(transaction: Transaction, caller: PersonCaller): Promise<Sight> {
  const authority = await authorityOf(transaction, caller);
  const { units } = authority;
  const { centre } = caller;
  if (oversees(authority)) return { centre, units, sees: null };
  const sees = new Set(heading.flatMap(([action, resource]) => [...authority.within(action, resource)]));
  if (sees.size) return { centre, units, sees };
  throw new Problem('not-permitted', said('permission', { action: actSaid('read'), resource: thingSaid('report') }));
}
