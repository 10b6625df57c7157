import { actSaid, type ChildrenReport, type ReportRate, reportRates, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { authorityOf } from '../authority.ts';
import { readCentreNames, readChildrenMonths } from '../store/parent-store.ts';
import { ratesOf, sumOf } from './report.ts';
import { type Months, requireSpan } from './span.ts';

/**
 * The sums and rates of each centre below the caller's, side by side: no person and no case of theirs. Throws Problem `not-permitted`,
 * `invalid-request`.
 */
export async function readChildren(
  transaction: Transaction,
  caller: PersonCaller,
  span: Months,
): Promise<ChildrenReport> {
  requireSpan(span);
  await requireReader(transaction, caller);
  const names = await readCentreNames(transaction);
  const months = Map.groupBy(await readChildrenMonths(transaction, span), ({ child }) => child);
  const data = [...months].map(([centre, rows]) => {
    const values = sumOf(rows.map(({ totals }) => totals ?? {}));
    return {
      centre,
      name: names.get(centre) ?? { zh: centre, en: centre },
      asOf: rows.at(-1)?.asOf?.toISOString() ?? null,
      values,
      rates: ratesOf(Object.keys(reportRates) as ReportRate[], values),
    };
  });
  return { ...span, data };
}

/** Who reads reports or plans inspections of the parent. Throws Problem `not-permitted`. */
export async function requireReader(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const authority = await authorityOf(transaction, caller);
  if (authority.within('read', 'report').size || authority.within('plan', 'inspection').size) return;
  throw new Problem('not-permitted', said('permission', { action: actSaid('read'), resource: thingSaid('report') }));
}
