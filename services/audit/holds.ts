import { noSuch, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { appendEntries } from './store/entry-store.ts';
import { findHold, type HoldInput, type HoldRow, insertHold, releaseHold } from './store/hold-store.ts';
import { lockRetention } from './store/retention-store.ts';

/** Keeps every month that the range touches from being removed. Throws Problem `invalid-request`. */
export async function placeHold(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  input: HoldInput,
  trace: Trace,
): Promise<HoldRow> {
  const { since, until } = input;
  if (until !== undefined && new Date(until) <= new Date(since))
    throw fieldProblem('invalid-request', '/until', said('since-after-until'));
  await lockRetention(transaction, centre);
  const hold = await insertHold(transaction, centre, { id: newId(), placedBy: person, ...input });
  const { reason, ...details } = input;
  await appendEntries(transaction, centre, [
    { ...trace, action: 'hold.placed', outcome: 'done', targetType: 'hold', target: hold.id, reason, details },
  ]);
  return hold;
}

/** Another person's hold. Throws Problem `not-found`, `hold-released`, `own-request` (who has placed it does not release it). */
export async function endHold(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  { id, reason }: { id: string; reason: string },
  trace: Trace,
): Promise<HoldRow> {
  await lockRetention(transaction, centre);
  const hold = await findHold(transaction, centre, id);
  if (!hold) throw new Problem('not-found', noSuch('hold', id));
  if (hold.releasedAt) throw new Problem('hold-released', said('hold-was-released', { id }));
  if (hold.placedBy === person) throw new Problem('own-request', said('second-releases'));
  const released = await releaseHold(transaction, centre, { id, by: person, reason });
  await appendEntries(transaction, centre, [
    { ...trace, action: 'hold.released', outcome: 'done', targetType: 'hold', target: id, reason },
  ]);
  return released;
}
