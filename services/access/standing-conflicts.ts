import type { Transaction } from '@zhiheng/database';
import { type Conflict, scan, scanCeilings } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { lessExcepted, onAllItems } from './duty-check.ts';
import { currentExceptions } from './store/exception-store.ts';

/** What people break by what they hold from this moment on, less what exceptions permit; without `people`, of everybody. */
export async function brokenBy(
  transaction: Transaction,
  policy: CentrePolicy,
  people: readonly string[] | undefined,
  at: number,
): Promise<Conflict[]> {
  const holdings = await judgedHoldings(transaction, policy, people);
  const exceptions = await currentExceptions(transaction, policy.centre, people);
  const whole = onAllItems(exceptions);
  const found = [
    ...scan(policy.compiled, holdings, whole, { from: at }),
    ...scanCeilings(policy.compiled, holdings, whole, { from: at }),
  ];
  return lessExcepted(found, exceptions);
}
