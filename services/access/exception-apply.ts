import type { Applying } from './applying.ts';
import { covers } from './exception-judge.ts';
import { tell } from './notices.ts';
import { termsOf } from './request-asked.ts';
import { insertException, markExceptionEnded, standingExceptions } from './store/exception-store.ts';
import { append } from './store/log-store.ts';

/** Begins an approved exception, and tells who owns its control. */
export async function startException(applying: Applying): Promise<void> {
  const { transaction, policy, request, facts } = applying;
  const { items, compensatingControl, controlOwner } = termsOf(request);
  const terms = {
    rule: request.rule as string,
    items: items ?? null,
    from: request.validFrom,
    until: request.validUntil as Date,
    compensatingControl,
    controlOwner,
    request: request.id,
  };
  const person = request.approval.beneficiary;
  const exception = await insertException(transaction, policy.centre, { ...terms, person });
  await append(transaction, policy.centre, {
    ...facts,
    action: 'exception.started',
    outcome: 'done',
    targetType: 'rule',
    target: terms.rule,
    unit: request.unit,
    about: person,
    after: { exception, ...terms },
  });
  await tell(transaction, policy.centre, 'control-assigned', exception, [controlOwner], terms.until);
  await replaceOwnerless(applying, exception);
}

/** Ends those without an owner that one which begins now covers: what they permitted, it permits. Who approved it last ends them. */
async function replaceOwnerless({ transaction, policy, request, facts, at }: Applying, by: string): Promise<void> {
  const { centre } = policy;
  const person = request.approval.beneficiary;
  if (request.validFrom && request.validFrom.getTime() > at) return;
  const { items = null } = termsOf(request);
  for (const old of await standingExceptions(transaction, centre, person, request.rule as string)) {
    if (!old.ownerGone || old.id === by || !covers({ items }, old.items)) continue;
    await markExceptionEnded(transaction, centre, old.id, facts.person as string, request.reason);
    await append(transaction, centre, {
      ...facts,
      action: 'exception.ended',
      outcome: 'done',
      targetType: 'exception',
      target: old.id,
      unit: request.unit,
      about: person,
      reason: 'handed-over',
      before: { rule: old.rule, until: old.validUntil.toISOString(), controlOwner: old.controlOwner },
      after: { exception: by },
    });
  }
}
