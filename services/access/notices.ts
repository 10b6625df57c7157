import type { NoticeKind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { insertNotices } from './store/notice-store.ts';
import type { StoredRequest } from './store/request-store.ts';

/**
 * Tells people of something, in the transaction of what they are told of: each once, however many processes come to it;
 * of one deadline once each `nth` time. Who has left is told nothing. Gives whom it told now.
 */
export function tell(
  transaction: Transaction,
  centre: string,
  kind: NoticeKind,
  about: string,
  people: Iterable<string>,
  dueAt?: number | Date,
  nth = 1,
): Promise<string[]> {
  const due = dueAt === undefined ? null : new Date(dueAt);
  return insertNotices(transaction, centre, { kind, about, dueAt: due, nth }, [...new Set(people)]);
}

type Told = Pick<StoredRequest, 'id' | 'change' | 'approval' | 'bulk'>;

/** Tells who may decide the open stage of a request, of its deadline or that it has come to them. */
export async function tellDeciders(
  transaction: Transaction,
  centre: string,
  kind: 'request-due' | 'request-escalated',
  { id, change, approval }: Told,
  deciders: Iterable<string>,
): Promise<void> {
  const dueAt = approval.stages.find(({ state }) => state === 'open')?.dueAt;
  await tell(transaction, centre, change === 'suspension' ? 'suspension-due' : kind, id, deciders, dueAt);
}

const outcomes: Partial<Record<StoredRequest['approval']['state'], NoticeKind>> = {
  applied: 'request-applied',
  rejected: 'request-rejected',
  failed: 'request-failed',
  expired: 'request-expired',
  withdrawn: 'request-withdrawn',
};

/** Tells who asked, and for whom, what has become of a request; who asked for many at once is told once of them all. */
export async function tellOutcome(
  transaction: Transaction,
  centre: string,
  { id, approval, bulk }: Omit<Told, 'change'>,
): Promise<void> {
  const kind = outcomes[approval.state];
  if (!kind) return;
  const { requester, onBehalfOf, beneficiary } = approval;
  const asking = [requester, ...(onBehalfOf === undefined ? [] : [onBehalfOf])];
  if (bulk === null) return void (await tell(transaction, centre, kind, id, [...asking, beneficiary]));
  await tell(transaction, centre, 'bulk-decided', bulk, asking);
  await tell(transaction, centre, kind, id, asking.includes(beneficiary) ? [] : [beneficiary]);
}
