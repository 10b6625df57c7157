import { noSuch } from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { activeAccount } from './store/people-store.ts';

/** What every reading and act on requests, departures, cases and the directory works with. */
export interface Desk {
  database: Database;
  policies: CentrePolicies;
  /** Throws `step-up-required`; absent where no request of a person stands behind an act. */
  requireStepUp?: (caller: PersonCaller) => void;
}

/** The centre's policy as the transaction sees it. Throws `not-found`. */
export async function policyOf({ policies }: Desk, transaction: Transaction, centre: string): Promise<CentrePolicy> {
  const policy = await policies.current(transaction, centre);
  if (!policy) throw new Problem('not-found', noSuch('centre', centre));
  return policy;
}

/** The caller may have left since their token was checked: under the lock on their row, the database says. */
export async function requireActive(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const account = await activeAccount(transaction, caller.centre, caller.person);
  if (account?.id !== caller.account) throw new Problem('account-disabled');
}
