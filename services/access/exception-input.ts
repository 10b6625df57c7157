import { noSuch, type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { codeOf, periodOf, personNamed, type ResolvedInput } from './request-fields.ts';

/** An exception goes through the highest tier, whatever it is an exception to. */
const risk = 3;

/** A request for an exception with every name resolved. Throws a Problem that names the field. */
export async function resolveException(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<ResolvedInput> {
  if (typeof input.rule !== 'string') throw fieldProblem('invalid-request', '/rule', said('rule-code-needed'));
  const rule = codeOf(policy, 'rule', input.rule);
  const known = policy.compiled.ruleOf.get(rule);
  if (!known) throw fieldProblem('unknown-code', '/rule', noSuch('rule', input.rule));
  // It would go through the highest tier and permit nothing.
  if (known.kind === 'session') throw fieldProblem('invalid-request', '/rule', said('session-rule-excepted'));
  for (const [index, item] of (input.items ?? []).entries())
    if (!policy.itemOf.has(item)) throw fieldProblem('unknown-code', `/items/${index}`, noSuch('item', item));
  const beneficiary = await personNamed(transaction, policy, '/beneficiary', input.beneficiary as string);
  const owner = await personNamed(transaction, policy, '/controlOwner', input.controlOwner as string);
  if (owner.id === beneficiary.id) throw fieldProblem('invalid-request', '/controlOwner', said('owner-is-beneficiary'));
  return {
    change: 'exception',
    beneficiary,
    role: null,
    unit: beneficiary.unit,
    rule,
    proposal: {
      kind: 'exception',
      ...(input.items ? { items: [...input.items].sort() } : {}),
      compensatingControl: input.compensatingControl as string,
      controlOwner: owner.id,
    },
    risk,
    ...periodOf(input),
    reason: input.reason,
  };
}
