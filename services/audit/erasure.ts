import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { appendEntries } from './store/entry-store.ts';
import { askedErasure, erase, insertErasure, liveKey } from './store/personal-store.ts';

export interface ErasureWish {
  /** Keyed hash of the data subject: 32 bytes in lower-case hexadecimal. */
  subject: string;
  reason: string;
}

/**
 * Asks for a subject's erasure; the second person who does so confirms it, and the subject's key is lost: no personal data
 * of that subject can be read any more, and every proof holds as before. Throws Problem `not-found` (nothing of that subject
 * can be read), `own-request` (the same person cannot confirm).
 */
export async function eraseSubject(
  transaction: Transaction,
  caller: PersonCaller,
  { subject, reason }: ErasureWish,
  trace: Trace,
): Promise<'asked' | 'erased'> {
  const { centre, person } = caller;
  if (!(await liveKey(transaction, centre, subject, true)))
    throw new Problem('not-found', 'There is no personal data of this subject.');
  const asked = await askedErasure(transaction, centre, subject);
  if (asked?.askedBy === person) throw new Problem('own-request', 'A second person has to confirm an erasure.');
  if (asked) await erase(transaction, centre, subject, { id: asked.id, by: person });
  else await insertErasure(transaction, centre, { id: newId(), subject, reason, askedBy: person });
  const action = asked ? 'subject.erased' : 'erasure.asked';
  await appendEntries(transaction, centre, [
    { ...trace, action, outcome: 'done', targetType: 'subject', target: subject, reason },
  ]);
  return asked ? 'erased' : 'asked';
}
