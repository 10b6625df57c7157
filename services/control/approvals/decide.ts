import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf } from '../authority.ts';
import { tell } from '../desk/tell.ts';
import { holdPeople } from '../holders.ts';
import { type ApprovalRow, endPending, findApproval } from '../store/approval-store.ts';
import { append } from '../store/log-store.ts';
import { humansOf } from '../store/people-store.ts';
import { carriedOut } from './kinds.ts';
import { leads } from './leadership.ts';
import { readApproval, requireSight, type SeenApproval } from './read.ts';

interface Decision {
  id: string;
  decision: 'approve' | 'reject';
  comment?: string;
  trace: Trace;
}

/**
 * Approves or rejects, once; what is approved is carried out with it. Throws Problem `comment-required`, `not-found`,
 * `not-permitted` for one who does not lead the centre, `own-request` for who asked, `not-pending`, `not-active` when who
 * asked has left: nobody's proposal outlives them.
 */
export async function decideApproval(
  transaction: Transaction,
  caller: PersonCaller,
  { id, decision, comment, trace }: Decision,
): Promise<SeenApproval> {
  const { centre, person } = caller;
  if (decision === 'reject' && comment === undefined) throw new Problem('comment-required');
  const seen = await found(transaction, centre, id);
  const there = await holdPeople(transaction, centre, [seen.askedById]);
  if (!leads(await authorityOf(transaction, caller))) throw new Problem('not-permitted', said('leadership-decides'));
  const humans = await humansOf(transaction, centre, [person, seen.askedById]);
  if (humans.get(person) === humans.get(seen.askedById)) throw new Problem('own-request');
  if (decision === 'approve' && seen.state === 'pending' && !there.has(seen.askedById))
    throw new Problem('not-active', said('asker-left'));
  const state = decision === 'approve' ? 'approved' : 'rejected';
  if (!(await endPending(transaction, centre, id, { state, by: person, comment: comment ?? null })))
    throw new Problem('not-pending');
  await append(transaction, centre, [entryOf(seen, 'approval.decided', state, trace)]);
  await tell(transaction, centre, { kind: 'approval-decided', about: id, people: [seen.askedById] });
  if (state === 'approved') await carriedOut[seen.kind](transaction, { approval: seen, approver: caller, trace });
  return readApproval(transaction, caller, id);
}

/** Takes back what one has asked for oneself. Throws Problem `not-found`, `not-permitted`, `not-pending`. */
export async function withdrawApproval(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<SeenApproval> {
  const { centre, person } = caller;
  const seen = await requireSight(transaction, caller, await found(transaction, centre, id));
  const humans = await humansOf(transaction, centre, [person, seen.askedById]);
  if (humans.get(person) !== humans.get(seen.askedById)) throw new Problem('not-permitted', said('asker-withdraws'));
  if (!(await endPending(transaction, centre, id, { state: 'withdrawn', by: person, comment: null })))
    throw new Problem('not-pending');
  await append(transaction, centre, [entryOf(seen, 'approval.withdrawn', 'withdrawn', trace)]);
  return readApproval(transaction, caller, id);
}

async function found(transaction: Transaction, centre: string, id: string): Promise<ApprovalRow> {
  const row = await findApproval(transaction, centre, id);
  if (!row) throw new Problem('not-found', noSuch('approval', id));
  return row;
}

const entryOf = (
  { id, kind, about, unit }: Pick<ApprovalRow, 'id' | 'kind' | 'about' | 'unit'>,
  action: 'approval.decided' | 'approval.withdrawn',
  state: string,
  trace: Trace,
) =>
  ({
    action,
    outcome: 'done',
    ...trace,
    targetType: 'approval',
    target: id,
    unit,
    before: { state: 'pending' },
    after: { state, kind, about },
  }) as const;
