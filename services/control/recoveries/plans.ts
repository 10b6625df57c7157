import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { confirmPlan, insertPlan, plansOf } from '../store/recovery-plan-store.ts';
import { today } from './day.ts';
import { faultOf, type Instalment } from './instalments.ts';
import { entryOf, takeRecovery } from './order.ts';
import { refused, requireState } from './refusals.ts';
import { requireAnother, requireRecoveryDuty } from './who.ts';

/**
 * Proposes to repay all that is outstanding by instalments; it is in force once another person confirms it. Throws
 * `invalid-request`, `not-permitted`, `not-found`, `moved-on`, `plan-not-of-rest`.
 */
export async function proposePlan(
  transaction: Transaction,
  caller: PersonCaller,
  { id, instalments, note, trace }: { id: string; instalments: readonly Instalment[]; note?: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  await requireRecoveryDuty(transaction, caller, 'handle');
  const row = await takeRecovery(transaction, centre, id);
  requireState(row, 'ordered');
  const fault = faultOf(instalments, row.outstandingFen, await today(transaction));
  if (fault === 'sum')
    throw new Problem('plan-not-of-rest', said('recovery-rest', { outstanding: row.outstandingFen }));
  if (fault) throw new Problem('invalid-request', said('recovery-days-order'));
  const plan = { totalFen: row.outstandingFen, instalments, note: note ?? null, by: person };
  const no = await insertPlan(transaction, centre, id, plan).catch(refused);
  await append(transaction, centre, [
    { ...entryOf(row, trace), action: 'recovery.plan-proposed', after: { no, instalments: [...instalments] } },
  ]);
}

/** Confirms the newest proposal, while it is still of all that is outstanding. Throws as `proposePlan`, and `another-person`. */
export async function confirmPlanOf(
  transaction: Transaction,
  caller: PersonCaller,
  { id, no, trace }: { id: string; no: number; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  await requireRecoveryDuty(transaction, caller, 'review');
  const row = await takeRecovery(transaction, centre, id);
  const plans = await plansOf(transaction, centre, id);
  const plan = plans.find((one) => one.no === no);
  if (!plan) throw new Problem('not-found', noSuch('recovery-plan', String(no)));
  if (plan.confirmedBy !== null || plan !== plans[0]) throw new Problem('moved-on');
  requireState(row, 'ordered');
  await requireAnother(transaction, centre, person, [plan.proposedBy]);
  await confirmPlan(transaction, centre, id, { no, by: person }).catch(refused);
  await append(transaction, centre, [
    { ...entryOf(row, trace), action: 'recovery.plan-confirmed', after: { no, totalFen: plan.totalFen } },
  ]);
}
