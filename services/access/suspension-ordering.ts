import type { SuspensionReason } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { PersonCaller, Trace } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { PersonRow } from './store/people-store.ts';

interface SuspensionOrder {
  reason: SuspensionReason;
  note: string;
  keptUntil: Date | null;
  /** The unit that is suspended as a whole. */
  unit: string | null;
  /** Ids of the only grants that are suspended; absent: everything. */
  grants?: readonly string[];
}

export interface Ordering {
  transaction: Transaction;
  policy: CentrePolicy;
  caller: PersonCaller;
  trace: Trace;
  order: SuspensionOrder;
}

/** One person who is being suspended. */
export interface Suspending {
  /** Of the suspension. */
  id: string;
  person: PersonRow;
  /** What is suspended: held now or planned. */
  grants: Holding[];
  /** Of it what acts at this moment. */
  acting: { id: string; role: string; unit: string }[];
}
