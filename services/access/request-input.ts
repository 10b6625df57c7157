import { noSuch, type RequestInput, type Said, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { withCure } from './cure-input.ts';
import { resolveException } from './exception-input.ts';
import { resolvePolicyChange } from './policy-change-input.ts';
import { resolvePostponement } from './postponement.ts';
import { resolveReinstatement } from './reinstatement.ts';
import { isPolicyChange } from './request-asked.ts';
import { codeOf, coverNamed, periodOf, personNamed, type ResolvedInput } from './request-fields.ts';
import { findPerson } from './store/people-store.ts';

const common = ['change', 'reason', 'attachments'] as const;
type Field = Exclude<keyof RequestInput, (typeof common)[number]>;

/** The fields that each change takes; those it cannot do without come first. */
const fields: Record<RequestInput['change'], { needed: readonly Field[]; further?: readonly Field[] }> = {
  grant: { needed: ['beneficiary', 'role', 'unit'], further: ['validFrom', 'validUntil'] },
  revoke: { needed: ['beneficiary', 'role', 'unit'], further: ['coverPlan'] },
  extend: { needed: ['beneficiary', 'role', 'unit', 'validUntil'] },
  exception: {
    needed: ['beneficiary', 'rule', 'validUntil', 'compensatingControl', 'controlOwner'],
    further: ['validFrom', 'items'],
  },
  'role-content': { needed: ['role', 'content'], further: ['cure', 'coverPlan'] },
  template: { needed: ['template'] },
  'postpone-departure': { needed: ['beneficiary', 'untilDay'] },
  reinstate: { needed: ['beneficiary'], further: ['grants'] },
  rule: { needed: [], further: ['rule', 'item', 'unitContent', 'chain', 'limit', 'cure', 'coverPlan'] },
};

/**
 * Throws a Problem that names the field: `invalid-request`, `unknown-code`, `invalid-period`. `requester`: id of who asks; a
 * change of policy is for nobody, and stands in their name.
 */
export async function resolveInput(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
  requester?: string,
): Promise<ResolvedInput> {
  requireFields(input);
  const { attachments = [] } = input;
  return { ...(await resolveChange(transaction, policy, input, requester)), attachments };
}

async function resolveChange(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
  requester: string | undefined,
): Promise<ResolvedInput> {
  if (input.change === 'exception') return resolveException(transaction, policy, input);
  if (input.change === 'postpone-departure') return resolvePostponement(transaction, policy, input);
  if (input.change === 'reinstate') return resolveReinstatement(transaction, policy, input);
  if (isPolicyChange(input)) {
    const person = requester === undefined ? undefined : await findPerson(transaction, policy.centre, requester);
    if (!person) throw fieldProblem('invalid-request', '/change', said('asked-by-itself'));
    return withCure(transaction, policy, input, resolvePolicyChange(policy, input, person));
  }
  return resolveGrant(transaction, policy, input);
}

async function resolveGrant(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<ResolvedInput> {
  const role = policy.roleOf.get(codeOf(policy, 'role', input.role as string));
  if (!role) throw fieldProblem('unknown-code', '/role', noSuch('role', input.role));
  const unit = policy.compiled.unitOf.get(codeOf(policy, 'unit', input.unit as string));
  if (!unit) throw fieldProblem('unknown-code', '/unit', noSuch('unit', input.unit));
  return {
    change: input.change,
    beneficiary: await personNamed(transaction, policy, '/beneficiary', input.beneficiary as string),
    role: role.code,
    unit: unit.code,
    rule: null,
    proposal: null,
    risk: role.risk,
    ...periodOf(input),
    ...(input.coverPlan ? { cover: await coverNamed(transaction, policy, input.coverPlan) } : {}),
    reason: input.reason,
  };
}

function requireFields(input: RequestInput): void {
  const { needed, further = [] } = fields[input.change];
  for (const field of needed)
    if (input[field] === undefined)
      throw fieldProblem('invalid-request', `/${field}`, said('needed-for', { change: input.change }));
  for (const field of Object.keys(input))
    if (![...common, ...needed, ...further].some((known) => known === field))
      throw fieldProblem('invalid-request', `/${field}`, notTaken(input, field));
}

/** A removal that names a date is not done at another: whoever asks is told when it would be. */
const notTaken = ({ change }: RequestInput, field: string): Said =>
  change === 'revoke' && (field === 'validFrom' || field === 'validUntil')
    ? said('revoke-takes-effect')
    : said('not-of', { change });
