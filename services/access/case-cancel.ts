import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { compileAbility, weigh } from './ability.ts';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { dutyInquiry } from './inquiry.ts';
import { apartByRole } from './session.ts';
import { factsOf } from './standing.ts';
import type { StepRequest } from './steps.ts';
import { type CaseRow, cancelCase, lockCase, readCases } from './store/case-store.ts';
import { append } from './store/log-store.ts';
import { type Actor, lockActors } from './store/step-store.ts';
import { type ToldCase, told } from './told-case.ts';

/** Who cancels which case, as for a step. */
export type Cancellation = Pick<StepRequest, 'case' | 'actor' | 'account' | 'forbidden' | 'trace'> & { reason: string };

/**
 * Cancels an open case: by who did its first duty, or may approve it. It takes no further step; those it has still count against
 * whoever did them. Cancelled twice it is cancelled once. Waits for steps in flight, and they for it. Throws `not-found`,
 * `not-active`, `not-permitted`, `case-closed`.
 */
export function cancelOne(desk: Desk, centre: string, order: Cancellation): Promise<ToldCase> {
  const { trace, actor: username, case: id, reason } = order;
  const facts = { ...trace, actor: username, action: 'case.cancelled', targetType: 'case', reason } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied', target: id }, async (transaction) => {
    if (order.forbidden !== undefined) throw new Problem('not-permitted', order.forbidden);
    const policy = await policyOf(desk, transaction, centre);
    const [actor] = await lockActors(transaction, centre, [username]);
    await lockCase(transaction, centre, id);
    const [one] = await readCases(transaction, centre, [id]);
    if (!one) throw new Problem('not-found', noSuch('case', id));
    if (!actor) throw new Problem('not-active', said('no-active-account', { person: username }));
    if (order.account && order.account !== actor.account) throw new Problem('account-disabled');
    requireMayCancel(policy, actor, one);
    if (one.state === 'complete') throw new Problem('case-closed');
    if (one.state === 'open') await cancel(transaction, centre, one, actor, facts);
    return told(transaction, policy, id);
  });
}

async function cancel(
  transaction: Transaction,
  centre: string,
  { id, item, unit, reference, round }: CaseRow,
  { person, account }: Actor,
  facts: Trace & { actor: string; action: 'case.cancelled'; targetType: 'case'; reason: string },
): Promise<void> {
  await cancelCase(transaction, centre, id, person, facts.reason);
  const where = { target: reference, case: id, item, unit };
  await append(transaction, centre, { ...facts, ...where, person, account, outcome: 'done', details: { round } });
}

function requireMayCancel(policy: CentrePolicy, actor: Actor, one: CaseRow): void {
  const [first] = policy.itemOf.get(one.item)?.duties ?? [];
  if (one.steps.some(({ person, duty }) => person === actor.person && duty === first)) return;
  const { active, inactive } = apartByRole(policy, actor.grants, actor.chosen);
  const inquiry = dutyInquiry({ id: actor.username, properties: factsOf(actor) }, 'approve', one.id, one);
  if (!weigh(compileAbility(policy, active, inactive), inquiry).allowed)
    throw new Problem('not-permitted', said('who-cancels'));
}
