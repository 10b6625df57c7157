import type { AddWorkingDays } from '@zhiheng/approvals';
import type { CentrePolicy } from './centre-policy.ts';
import type { StoredRequest } from './store/request-store.ts';

/** Working days in which an emergency suspension is to be confirmed, all stages together. */
export const confirmationDays = 1;

/**
 * How the deadlines of a request's stages are reckoned. What confirms a suspension is due one working day after it was ordered,
 * whatever its chain says and however many stages there are; once that is missed, one after each time it is passed on.
 */
export function deadlinesOf(
  { addWorkingDays }: Pick<CentrePolicy, 'addWorkingDays'>,
  { change, submittedAt }: Pick<StoredRequest, 'change' | 'submittedAt'>,
): AddWorkingDays {
  if (change !== 'suspension') return addWorkingDays;
  const due = addWorkingDays(submittedAt.getTime(), confirmationDays);
  return (from) => (from < due ? due : addWorkingDays(from, confirmationDays));
}
