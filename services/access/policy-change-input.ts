import { type RequestInput, type RoleContent, RoleSchema, type RuleChange, RuleSchema } from '@zhiheng/contracts';
import type { Permission, Role, Rule } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import { Compile } from 'typebox/compile';
import type { CentrePolicy } from './centre-policy.ts';
import { requireSound } from './policy-change-check.ts';
import type { PolicyProposal } from './request-asked.ts';
import { codeOf, type ResolvedInput } from './request-fields.ts';
import type { PersonRow } from './store/people-store.ts';
import { templateProposal } from './template-change.ts';

const subjects = ['rule', 'item', 'unitContent', 'chain', 'limit'] as const;
/** A change of policy as a whole, as it would be stored. Throws a Problem that names the field. */
export function resolvePolicyChange(policy: CentrePolicy, input: RequestInput, requester: PersonRow): ResolvedInput {
  const proposal = proposalOf(policy, input);
  requireSound(policy, proposal);
  const root = policy.policy.units.find(({ parent }) => parent === null);
  return {
    change: input.change,
    beneficiary: requester,
    role: null,
    unit: root?.code as string,
    rule: null,
    proposal,
    risk: riskOf(policy, proposal),
    validFrom: null,
    validUntil: null,
    reason: input.reason,
  };
}

function proposalOf(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  if (input.change === 'template') return templateProposal(policy, input);
  return input.change === 'role-content' ? roleProposal(policy, input) : ruleProposal(policy, input);
}

function roleProposal(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  const code = codeOf(policy, 'role', input.role as string);
  const before = policy.roleOf.get(code);
  const { name = before?.name, risk = before?.risk, permissions, inherits = [] } = input.content as RoleContent;
  if (name === undefined || risk === undefined)
    throw fieldProblem('invalid-request', '/content', 'a new role needs a name and a risk');
  const role: Role = {
    code,
    name,
    risk,
    permissions: permissions as Permission[],
    ...(inherits.length ? { inherits } : {}),
  };
  requireShape(shapes.role, role, '/content');
  return { kind: 'role', role };
}

function ruleProposal(policy: CentrePolicy, input: RequestInput): PolicyProposal {
  const given = subjects.filter((field) => input[field] !== undefined);
  if (given.length !== 1)
    throw fieldProblem('invalid-request', '/', `exactly one of ${subjects.join(', ')} is needed for rule`);
  if (input.item) return { kind: 'item', item: input.item };
  if (input.unitContent) return { kind: 'unit', unit: input.unitContent };
  if (input.chain) return { kind: 'chain', chain: input.chain };
  if (input.limit) return { kind: 'limit', limit: input.limit };
  if (typeof input.rule === 'string') throw fieldProblem('invalid-request', '/rule', 'must be what the rule is to say');
  const { retired, id: _, definition, ...fields } = input.rule as RuleChange;
  const before = policy.compiled.ruleOf.get(fields.code);
  if (retired) {
    if (!before) throw fieldProblem('unknown-code', '/rule/code', `there is no rule "${fields.code}"`);
    if (Object.keys(fields).length > 1) throw fieldProblem('invalid-request', '/rule', 'a rule retires as it is');
    return { kind: 'rule', rule: before, retired };
  }
  const rule = { ...before, ...definition, ...fields };
  requireShape(shapes.rule, rule, '/rule');
  return { kind: 'rule', rule: rule as Rule };
}

const shapes = { role: Compile(RoleSchema), rule: Compile(RuleSchema) };

/** What is put together from what there is and what is given must be whole. */
function requireShape(shape: (typeof shapes)[keyof typeof shapes], value: unknown, path: string): void {
  if (shape.Check(value)) return;
  const errors = shape.Errors(value).flatMap(({ keyword, instancePath, message, params }) => {
    const missing = keyword === 'required' ? (params as { requiredProperties: string[] }).requiredProperties : [];
    return missing.length
      ? missing.map((field) => ({ path: `${path}${instancePath}/${field}`, message: 'is missing' }))
      : [{ path: `${path}${instancePath}`, message }];
  });
  throw new Problem('invalid-request', errors.map((one) => `${one.path}: ${one.message}`).join('; '), { errors });
}

/**
 * Rules and what is changed by their chain are of the highest risk. A role's content is of its own, before or after, or of the
 * next higher for which the centre has a chain; a template's is that of the riskiest role it gives.
 */
function riskOf(policy: CentrePolicy, proposal: PolicyProposal): 1 | 2 | 3 {
  if (proposal.kind !== 'role' && proposal.kind !== 'template') return 3;
  const risks =
    proposal.kind === 'role'
      ? [proposal.role.risk, policy.roleOf.get(proposal.role.code)?.risk ?? 1]
      : proposal.template.roles.map(({ role }) => policy.roleOf.get(role)?.risk ?? 1);
  const own = Math.max(1, ...risks);
  const enough = ([1, 2, 3] as const).filter((one) => one >= own);
  return (
    enough.find((one) => policy.chains.some((chain) => chain.change === 'role-content' && chain.risk === one)) ?? 3
  );
}
