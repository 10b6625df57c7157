import { explainStep, judgeStep } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import { whyOutOfOrder } from './case-progress.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { covers } from './covers.ts';
import type { Actor, CaseRow } from './store/case-store.ts';

export interface StepOrder {
  case: string;
  duty: string;
  /** Username of who did it. */
  actor: string;
  outcome: 'done' | 'returned';
  note?: string;
}

/** Whether a person's grants let them do a duty on an item at a unit. */
export function mayDo(
  policy: CentrePolicy,
  grants: { role: string; unit: string }[],
  duty: string,
  item: string,
  unit: string,
): boolean {
  let allowed = false;
  for (const grant of grants) {
    if (!covers(policy, grant.unit, unit, item)) continue;
    for (const permission of policy.compiled.roles.get(grant.role)?.permissions ?? []) {
      if (
        permission.action !== duty ||
        permission.resource !== 'case' ||
        (permission.items && !permission.items.includes(item))
      )
        continue;
      if (permission.effect === 'deny') return false;
      allowed = true;
    }
  }
  return allowed;
}

/** Why a step is refused, in the order a person would want to know; undefined when it may be recorded. */
export function refuseStep(
  policy: CentrePolicy,
  order: StepOrder,
  actor: Actor | undefined,
  one: CaseRow | undefined,
): Problem | undefined {
  if (!one) return new Problem('not-found', `There is no case ${order.case}.`);
  const item = policy.itemOf.get(one.item);
  if (!item) return new Problem('not-found', `There is no item ${one.item}.`);
  if (!item.duties.includes(order.duty))
    return new Problem('unknown-code', `${one.item} has no duty "${order.duty}".`, {
      errors: [{ path: '/duty', message: `one of ${item.duties.join(', ')}` }],
    });
  if (order.outcome === 'returned' && item.duties[0] === order.duty)
    return new Problem('invalid-request', 'The first duty has nobody to return the case to.', {
      errors: [{ path: '/outcome', message: 'must be "done" here' }],
    });
  if (!actor) return new Problem('not-active', `${order.actor} has no active account.`);
  if (!mayDo(policy, actor.grants, order.duty, one.item, one.unit))
    return new Problem('not-permitted', `${order.actor} may not ${order.duty} ${one.item} at ${one.unit}.`);
  const refusal = whyOutOfOrder(item, one, order.duty);
  if (refusal) return new Problem(refusal, `Round ${one.round} of the case does not wait for "${order.duty}".`);
  const attempt = {
    case: { item: one.item, unit: one.unit, ...(one.channel ? { channel: one.channel } : {}) },
    duty: order.duty,
    person: actor.person,
    steps: one.steps,
  };
  const conflicts = judgeStep(policy.compiled, attempt).filter(({ effect }) => effect === 'block');
  if (conflicts.length)
    return new Problem('duty-conflict', `Breaks ${conflicts.map(({ rule }) => rule).join(', ')}.`, {
      conflicts: conflicts.map((conflict) => explainStep(conflict, policy.compiled)),
    });
  return undefined;
}
