import type { RequestInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

/** What a request asks for, with every name resolved and every period sound. */
export interface ResolvedInput {
  change: 'grant' | 'revoke';
  beneficiary: PersonRow;
  role: string;
  unit: string;
  risk: 1 | 2 | 3;
  validFrom: Date | null;
  validUntil: Date | null;
  reason: string;
}

/** Throws a Problem that names the field: `unknown-code`, `invalid-period`. */
export async function resolveInput(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<ResolvedInput> {
  const role = policy.roleOf.get(codeOf(policy, 'role', input.role));
  if (!role) throw fieldProblem('unknown-code', '/role', `there is no role "${input.role}"`);
  const unit = policy.compiled.unitOf.get(codeOf(policy, 'unit', input.unit));
  if (!unit) throw fieldProblem('unknown-code', '/unit', `there is no unit "${input.unit}"`);
  const beneficiary = await findPerson(transaction, policy.centre, input.beneficiary);
  if (!beneficiary) throw fieldProblem('unknown-code', '/beneficiary', `there is no person "${input.beneficiary}"`);
  const [validFrom, validUntil] = [instant(input, 'validFrom'), instant(input, 'validUntil')];
  if (validFrom && validUntil && validUntil <= validFrom) {
    throw fieldProblem('invalid-period', '/validUntil', 'the period must end after it begins');
  }
  return {
    change: input.change,
    beneficiary,
    role: role.code,
    unit: unit.code,
    risk: role.risk,
    validFrom,
    validUntil,
    reason: input.reason,
  };
}

/** The code behind an id; a code stays what it is. */
export function codeOf(policy: CentrePolicy, kind: 'unit' | 'item' | 'role' | 'rule', idOrCode: string): string {
  const list = policy.policy[`${kind}s`] as { code: string }[];
  return list.find(({ code }) => policy.ids.get(`${kind}:${code}`) === idOrCode)?.code ?? idOrCode;
}

/** RFC 3339 knows leap seconds; neither the clock of JavaScript nor PostgreSQL's does. */
function instant(input: RequestInput, field: 'validFrom' | 'validUntil'): Date | null {
  const text = input[field];
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw fieldProblem('invalid-request', `/${field}`, 'is no instant');
  return date;
}
