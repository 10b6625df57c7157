import { listed, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { humanOf } from './humans.ts';
import { withGrounds } from './step-grounds.ts';
import { recusalsFrom, weighActor } from './step-judge.ts';
import type { StepRequest } from './steps.ts';
import { type Actor, lockActors } from './store/actor-store.ts';
import { type CaseRow, cancelCase, lockCase, readCases } from './store/case-store.ts';
import { append } from './store/log-store.ts';
import { type ToldCase, told } from './told-case.ts';

/** Who cancels which case, as for a step. */
export type Cancellation = Pick<StepRequest, 'case' | 'actor' | 'account' | 'forbidden' | 'trace'> & { reason: string };

/**
 * Cancels an open case: by who did its first duty and still may, or may do the one that decides it. It takes no further step; those it
 * has still count against whoever did them. Cancelled twice it is cancelled once. Waits for steps in flight, and they for it. Throws
 * `not-found`, `not-active`, `on-leave`, `not-permitted`, `duty-conflict` of who is recused, `case-closed`.
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
    await requireMayCancel(transaction, policy, actor, one);
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

/** It ends the case as a duty moves it on: whoever may do none, is away or recused ends none either. */
async function requireMayCancel(
  transaction: Transaction,
  policy: CentrePolicy,
  actor: Actor,
  one: CaseRow,
): Promise<void> {
  if (actor.away) throw new Problem('on-leave', said('is-on-leave', { person: actor.username }));
  const by = waysToCancel(policy, actor, one).find((duty) => weighActor(policy, actor, duty, one).code === 'permitted');
  if (by === undefined) throw new Problem('not-permitted', said('who-cancels'));
  for (const { grounds } of await withGrounds(transaction, policy, [one], actor.person)) {
    const conflicts = recusalsFrom(policy, one, by, actor.person, grounds);
    if (conflicts.length === 0) continue;
    const rules = listed(conflicts.map(({ rule }) => rule));
    throw new Problem('duty-conflict', said('breaks', { rules }), { conflicts });
  }
}

/** The first duty for who did it; for everybody approval, or where an item has none the duty that closes it. */
function waysToCancel(policy: CentrePolicy, { person }: Actor, { item, steps }: CaseRow): string[] {
  const duties = policy.itemOf.get(item)?.duties ?? [];
  const began = duties
    .slice(0, 1)
    .filter((first) => steps.some((step) => humanOf(policy, step.person) === person && step.duty === first));
  return [...began, ...(duties.includes('approve') ? ['approve'] : duties.slice(-1))];
}
