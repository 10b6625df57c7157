import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import type { JudgedConflict } from './judgement.ts';
import type { StoredRequest } from './store/request-store.ts';

/** An approved request on its way into effect. */
export interface Applying {
  transaction: Transaction;
  policy: CentrePolicy;
  request: StoredRequest;
  facts: EntryFacts;
  at: number;
  /** What it breaks of rules that only observe. */
  observed: JudgedConflict[];
}
