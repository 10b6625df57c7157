import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { leads } from '../approvals/leadership.ts';
import { type Authority, authorityOf, oversees } from '../authority.ts';
import { readItemOwner } from '../store/directory-store.ts';
import type { FindingSight } from '../store/finding-read-store.ts';
import type { Powers } from './finding-rules.ts';

/** The item whose duty `inspect` is as good as the permission. */
const inspectionItem = 'business-inspection';

/** Whoever looks into findings, and how far. */
export interface Eye {
  powersOn(unit: string): Powers;
  sight: FindingSight;
}

/** What the caller may do with findings, and which they see. Throws Problem `not-permitted` for one who sees none. */
export async function eyeOf(transaction: Transaction, caller: PersonCaller): Promise<Eye> {
  const authority = await authorityOf(transaction, caller);
  const inspects = await mayInspect(transaction, caller.centre, authority);
  const all = inspects || oversees(authority);
  const units = all ? authority.units.map(({ unit }) => unit) : [...authority.within('answer', 'finding')];
  if (units.length === 0) throw new Problem('not-permitted', said('answer-or-oversee'));
  return {
    sight: { units, all },
    powersOn: (unit) => ({
      inspects,
      plans: authority.may('plan', 'inspection', unit),
      closes: authority.may('close', 'rectification', unit),
      answers: authority.may('answer', 'finding', unit),
      leads: leads(authority),
    }),
  };
}

/** Whether this finding is one of those that somebody sees. */
export const sees = ({ sight }: Eye, { unit, shown }: { unit: string; shown: boolean }): boolean =>
  sight.units.includes(unit) && (sight.all || shown);

async function mayInspect(transaction: Transaction, centre: string, authority: Authority): Promise<boolean> {
  if (authority.within('inspect', 'inspection').size > 0) return true;
  const owner = await readItemOwner(transaction, centre, inspectionItem);
  return owner !== undefined && authority.holds('inspect', inspectionItem, owner);
}
