import { said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { ownWish } from './own-wish.ts';
import { appendEntries } from './store/entry-store.ts';
import { holdsOfSubject } from './store/hold-store.ts';
import { askedErasure, erase, insertErasure, liveKey, withdrawErasure } from './store/personal-store.ts';
import { lockRetention } from './store/retention-store.ts';

export interface ErasureWish {
  /** Keyed hash of the data subject: 32 bytes in lower-case hexadecimal. */
  subject: string;
  reason: string;
}

/** `held`: refused, as these holds keep something of the subject. */
type ErasureOutcome = { state: 'asked' | 'erased' } | { state: 'held'; holds: string[] };

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
): Promise<ErasureOutcome> {
  const { centre, person } = caller;
  const entry = { ...trace, outcome: 'done', targetType: 'subject', target: subject, reason } as const;
  // A hold and an erasure never pass each other.
  await lockRetention(transaction, centre);
  if (!(await liveKey(transaction, centre, subject, true))) throw new Problem('not-found', said('no-personal-data'));
  const holds = await holdsOfSubject(transaction, centre, subject);
  if (holds.length > 0) {
    const refusal = { action: 'erasure.refused', outcome: 'denied', details: { holds } } as const;
    await appendEntries(transaction, centre, [{ ...entry, ...refusal }]);
    return { state: 'held', holds };
  }
  const asked = await askedErasure(transaction, centre, subject);
  if (asked?.askedBy === person) throw new Problem('own-request', said('second-erases'));
  if (asked) await erase(transaction, centre, subject, { id: asked.id, by: person });
  else await insertErasure(transaction, centre, { id: newId(), subject, reason, askedBy: person });
  await appendEntries(transaction, centre, [{ ...entry, action: asked ? 'subject.erased' : 'erasure.asked' }]);
  return { state: asked ? 'erased' : 'asked' };
}

/** Takes an erasure back that waits. Throws Problem `not-pending`, `not-permitted` (another has asked for it). */
export async function takeBackErasure(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { subject, reason }: ErasureWish,
  trace: Trace,
): Promise<void> {
  // Whoever confirms takes the same lock.
  await liveKey(transaction, centre, subject, true);
  const asked = ownWish(await askedErasure(transaction, centre, subject), person);
  await withdrawErasure(transaction, centre, asked.id);
  await appendEntries(transaction, centre, [
    { ...trace, action: 'erasure.withdrawn', outcome: 'done', targetType: 'subject', target: subject, reason },
  ]);
}
