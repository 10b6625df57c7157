import { type CommentInput, type RequestComment, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { attached } from './approval-entries.ts';
import { type Desk, requireActive } from './desk.ts';
import { seeRequest } from './request-read.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { type CommentRow, holdRequest, insertComment, listComments, readComment } from './store/comment-store.ts';
import { lockPeople } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { look, viewOf } from './viewer.ts';

/** What was said of a request that the caller may see, in its order. Throws `not-found`. */
export function readComments(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  page: { after?: string; limit: number },
): Promise<RequestComment[]> {
  return look(desk, caller, async (view) => {
    await seeRequest(view, id);
    return documentsOf(view.transaction, view.centre, await listComments(view.transaction, view.centre, id, page));
  });
}

/**
 * Says something of a pending request, by whoever takes part in it (`may.comment`). For good: nothing said is changed or taken back.
 * The same `key` again gives what was said. Throws `not-found`, `not-permitted`, `not-pending`, `idempotency-mismatch`.
 */
export function commentOn(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  given: CommentInput,
  trace: Trace,
  key?: string,
): Promise<RequestComment> {
  const { centre, person } = caller;
  const retry = retryOf(caller, 'comment', key, [id, Object.entries(given).sort()]);
  const facts = { ...trace, action: 'request.commented', targetType: 'request', target: id } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const before = await madeBefore(transaction, centre, retry);
    await lockPeople(transaction, centre, [[person, 'key share']]);
    await requireActive(transaction, caller);
    await holdRequest(transaction, centre, id);
    const request = await seeRequest(await viewOf(desk, transaction, caller), id);
    if (before !== undefined) return saidBefore(transaction, centre, before);
    if (request.state !== 'pending') throw new Problem('not-pending');
    if (!request.may.comment) throw new Problem('not-permitted', said('no-part-in-request'));
    const row = await insertComment(transaction, centre, id, person, given);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      unit: request.unit,
      reason: given.text,
      details: { comment: row.id, ...attached(given.attachments) },
    });
    await keepMade(transaction, centre, retry, row.id);
    const [document] = await documentsOf(transaction, centre, [row]);
    return document as RequestComment;
  });
}

/** Nothing said is ever gone. */
async function saidBefore(transaction: Transaction, centre: string, id: string): Promise<RequestComment> {
  const row = (await readComment(transaction, centre, id)) as CommentRow;
  const [document] = await documentsOf(transaction, centre, [row]);
  return document as RequestComment;
}

async function documentsOf(
  transaction: Transaction,
  centre: string,
  rows: readonly CommentRow[],
): Promise<RequestComment[]> {
  const names = await usernamesOf(
    transaction,
    centre,
    rows.map(({ person }) => person),
  );
  return rows.map(({ id, person, text, attachments, at }) => ({
    ...{ id, text, attachments },
    person: names.get(person) ?? person,
    at: at.toISOString(),
  }));
}
