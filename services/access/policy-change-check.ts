import { noSuch, said } from '@zhiheng/contracts';
import { type CompiledPolicy, compilePolicy, type Policy, PolicyError } from '@zhiheng/duties';
import { fieldProblem, fieldsProblem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { conditionFault } from './condition-fault.ts';
import { isRetirement, type PolicyProposal } from './request-asked.ts';
import { policyAfterRetirement } from './retirement.ts';

/** Where each kind of proposal stands in the input. */
const pathOf = {
  role: '/content',
  rule: '/rule',
  item: '/item',
  unit: '/unitContent',
  chain: '/chain',
  limit: '/limit',
  template: '/template',
};

const codePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The policy as it would be. A chain, a limit or a template leaves it as it is. */
export function policyAfter({ policy }: Pick<CentrePolicy, 'policy'>, proposal: PolicyProposal): Policy {
  if (isRetirement(proposal)) return policyAfterRetirement(policy, proposal);
  switch (proposal.kind) {
    case 'role':
      return { ...policy, roles: replaced(policy.roles, proposal.role) };
    case 'rule':
      return {
        ...policy,
        rules: proposal.retired
          ? policy.rules.filter(({ code }) => code !== proposal.rule.code)
          : replaced(policy.rules, proposal.rule),
      };
    case 'item':
      return { ...policy, items: replaced(policy.items, proposal.item) };
    case 'unit':
      return { ...policy, units: replaced(policy.units, proposal.unit) };
    case 'chain':
    case 'limit':
    case 'template':
      return policy;
  }
}

/** The list with one in the place of what has its code, or at its end. */
export function replaced<T extends { code: string }>(list: readonly T[], one: T): T[] {
  const index = list.findIndex(({ code }) => code === one.code);
  return index < 0 ? [...list, one] : list.with(index, one);
}

/** Refuses what could not be judged by: unknown codes, rules that say nothing, conditions nobody could judge, no single root. */
export function requireSound(policy: CentrePolicy, proposal: PolicyProposal): void {
  if (isRetirement(proposal)) return;
  if (proposal.kind === 'role') requireRole(proposal.role);
  if (proposal.kind === 'chain') requireRoles(policy, proposal.chain);
  const after = policyAfter(policy, proposal);
  if (after.units.filter(({ parent }) => parent === null).length !== 1)
    throw fieldProblem('invalid-request', '/unitContent/parent', said('one-root'));
  compileAfter(after, proposal);
}

function requireRole({ code, permissions }: { code: string; permissions: { conditions?: unknown }[] }): void {
  if (!codePattern.test(code)) throw fieldProblem('invalid-request', '/role', said('no-code'));
  permissions.forEach(({ conditions }, index) => {
    const fault = conditions === undefined ? undefined : conditionFault(conditions);
    if (fault !== undefined) throw fieldProblem('invalid-request', `/content/permissions/${index}/conditions`, fault);
  });
}

type Stages = { stages: readonly { by: string; escalateTo?: string | undefined }[] };

function requireRoles({ roleOf }: CentrePolicy, { stages }: Stages): void {
  stages.forEach((stage, index) => {
    for (const field of ['by', 'escalateTo'] as const) {
      const role = stage[field];
      if (role !== undefined && !roleOf.has(role))
        throw fieldProblem('unknown-code', `/chain/stages/${index}/${field}`, noSuch('role', role));
    }
  });
}

/** The policy as it would be, ready to judge by. Throws `unknown-code` or `invalid-request` with every fault. */
export function compileAfter(after: Policy, { kind }: PolicyProposal): CompiledPolicy {
  try {
    return compilePolicy(after);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const errors = error.problems.map(({ code, path, value }) => ({
      path: path.replace(/^[a-z]+\.\d+/, pathOf[kind]).replaceAll('.', '/'),
      message: said(code, { value }),
    }));
    const unknown = error.problems.every(({ code }) => code.startsWith('unknown-'));
    throw fieldsProblem(unknown ? 'unknown-code' : 'invalid-request', errors);
  }
}
