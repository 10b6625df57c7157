import type { Applying } from './request-apply.ts';
import { termsOf } from './request-asked.ts';
import { insertException } from './store/exception-store.ts';
import { append } from './store/log-store.ts';

/** Begins an approved exception. */
export async function startException({ transaction, policy, request, facts }: Applying): Promise<void> {
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
}
