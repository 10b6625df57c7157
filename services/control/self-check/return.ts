import type { AddWorkingDays } from '@zhiheng/calendar';
import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf, requireAuthority } from '../authority.ts';
import { tell } from '../desk/tell.ts';
import { peopleWho } from '../holders.ts';
import { monthAfter, spanOf } from '../month.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { append } from '../store/log-store.ts';
import { humansOf } from '../store/people-store.ts';
import { findForm, reopen } from '../store/self-check-form-store.ts';

interface Return {
  id: string;
  reason: string;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/**
 * Gives a signed self-check back to its section to be corrected; what was signed is kept. Only internal control may, who did
 * not sign it, and only until the month after it is over: then the report of that month stands. Throws Problem
 * `not-found`, `not-permitted`, `own-request`, `self-check-open`, `report-made`.
 */
export async function returnSelfCheck(
  transaction: Transaction,
  caller: PersonCaller,
  { id, reason, trace, addWorkingDays }: Return,
): Promise<void> {
  const { centre, person } = caller;
  const authority = await authorityOf(transaction, caller);
  requireAuthority(authority, 'plan', 'inspection');
  const row = await findForm(transaction, centre, id);
  if (!row) throw new Problem('not-found', noSuch('self-check', id));
  requireAuthority(authority, 'plan', 'inspection', row.unit);
  if (row.state !== 'completed' || row.completedById === null) throw new Problem('self-check-open');
  const humans = await humansOf(transaction, centre, [person, row.completedById]);
  if (humans.get(person) === humans.get(row.completedById))
    throw new Problem('own-request', said('signer-returns-not'));
  const now = await databaseNow(transaction);
  if (now >= spanOf(monthAfter(row.month)).until) throw new Problem('report-made');
  const { selfCheck } = await readSettings(transaction, centre);
  const correctBy = new Date(addWorkingDays(now, selfCheck.correctWorkingDays));
  if (!(await reopen(transaction, centre, id, { ordinal: row.returned + 1, person, reason, correctBy })))
    throw new Problem('self-check-open');
  await append(transaction, centre, [
    {
      action: 'self-check.returned',
      outcome: 'done',
      ...trace,
      targetType: 'self-check',
      target: id,
      unit: row.unit,
      before: { state: 'completed' },
      after: { state: 'open', month: row.month, dueAt: correctBy.toISOString() },
    },
  ]);
  const heads = await peopleWho(transaction, centre, row.unit, ['complete', 'self-check']);
  await tell(transaction, centre, { kind: 'self-check-returned', about: id, people: heads, dueAt: correctBy });
}
