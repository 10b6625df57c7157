import { said } from '@zhiheng/contracts';
import { type Transaction, violates } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { isPolicyChange, policyProposalOf, targetOf } from './request-asked.ts';
import type { ResolvedInput } from './request-fields.ts';
import { insertRequest } from './store/approval-store.ts';
import { type Likeness, pendingLike, type StoredRequest } from './store/request-store.ts';

/** One pending request for the same holding, exception or target; the keys of the database say so, too. */
const onePending = ['request_one_pending', 'request_one_exception', 'request_one_change', 'request_one_of_departure'];

/** That the same is asked for already, naming the request that is in the way. */
export async function samePending(
  transaction: Transaction,
  centre: string,
  input: ResolvedInput,
): Promise<Problem | undefined> {
  const id = await pendingLike(transaction, centre, likenessOf(input));
  return id === undefined ? undefined : inTheWay(id);
}

function likenessOf(input: ResolvedInput): Likeness {
  if (isPolicyChange(input)) return targetOf(policyProposalOf(input));
  const { change, role, rule, unit } = input;
  const beneficiary = input.beneficiary.id;
  if (role === null && rule === null) return { beneficiary, change };
  return rule === null ? { beneficiary, change, role: role as string, unit } : { beneficiary, rule };
}

const inTheWay = (request?: string): Problem =>
  new Problem('already-exists', said('request-pending'), request === undefined ? {} : { request });

/** Two who ask at the same moment for a change of one target wait for each other at its key only. */
export async function insertOnce(transaction: Transaction, centre: string, request: StoredRequest): Promise<void> {
  await insertRequest(transaction, centre, request).catch((error) => {
    const constraint = violates(error);
    if (constraint !== undefined && onePending.includes(constraint)) throw inTheWay();
    if (constraint === 'request_idempotency') throw new Problem('idempotency-mismatch');
    throw error;
  });
}
