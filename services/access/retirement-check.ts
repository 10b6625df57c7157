import { noSuch, said } from '@zhiheng/contracts';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { isRetirement, type PolicyProposal, type Retirement, targetOf } from './request-asked.ts';
import { isRetired, requireUnitInUse, retiredProblem } from './retirement.ts';

/**
 * Refuses a change of policy that would use anew what is retired, or change what nobody uses: it is put back first. Throws
 * `retired`, `not-retired`, `invalid-request`.
 */
export function requireUsable(policy: CentrePolicy, proposal: PolicyProposal): void {
  const standing = standsRetired(policy, proposal);
  if (isRetirement(proposal)) {
    if (proposal.retired === standing) throw standing ? retiredTarget(proposal) : new Problem('not-retired');
    if (proposal.retired) requireTakeOver(policy, proposal);
  } else if (standing) throw retiredTarget(proposal);
  if (isRetirement(proposal) && proposal.retired) return;
  for (const [kind, code] of usedBy(policy, proposal))
    if (isRetired(policy, `${kind}s`, code)) throw retiredProblem(kind, code);
}

function retiredTarget(proposal: PolicyProposal): Problem {
  const { kind, target } = targetOf(proposal);
  return retiredProblem(kind, target);
}

/** Whether what the proposal is about is retired at this moment. New stages put a chain back in force. */
function standsRetired(policy: CentrePolicy, proposal: PolicyProposal): boolean {
  const { target } = targetOf(proposal);
  switch (proposal.kind) {
    case 'unit':
    case 'item':
    case 'role':
      return isRetired(policy, `${proposal.kind}s`, target);
    case 'chain':
      return (
        proposal.retired !== undefined &&
        !policy.chains.some((chain) => targetOf({ kind: 'chain', chain }).target === target)
      );
    default:
      return false;
  }
}

type Used = ['unit' | 'role', string];

/** Units and roles that the proposal would use anew. What a role inherits already it may go on with. */
function usedBy(policy: CentrePolicy, proposal: PolicyProposal): Used[] {
  switch (proposal.kind) {
    case 'unit': {
      const { parent } = policy.compiled.unitOf.get(proposal.unit.code) ?? proposal.unit;
      const under = proposal.retired === undefined ? proposal.unit.parent : parent;
      return under === null ? [] : [['unit', under]];
    }
    case 'item':
      return [
        [
          'unit',
          (proposal.retired === undefined ? undefined : policy.itemOf.get(proposal.item.code)?.unit) ??
            proposal.item.unit,
        ],
      ];
    case 'role': {
      const before = policy.roleOf.get(proposal.role.code)?.inherits ?? [];
      return (proposal.role.inherits ?? [])
        .filter((role) => !before.includes(role))
        .map((role): Used => ['role', role]);
    }
    case 'chain':
      return proposal.chain.stages.flatMap(({ by, escalateTo }): Used[] =>
        [by, ...(escalateTo === undefined ? [] : [escalateTo])].map((role): Used => ['role', role]),
      );
    case 'template': {
      const { unit, roles } = proposal.template;
      const given = roles.map(({ role }): Used => ['role', role]);
      return unit === null || roles.length === 0 ? given : [['unit', unit], ...given];
    }
    default:
      return [];
  }
}

function requireTakeOver({ compiled, policy }: CentrePolicy, proposal: Retirement): void {
  if (proposal.kind !== 'unit') return;
  const { code } = proposal.unit;
  if (compiled.unitOf.get(code)?.parent === null)
    throw fieldProblem('invalid-request', '/unitContent/code', said('centre-does-not-retire'));
  const { into } = proposal;
  if (into === undefined) return;
  if (!compiled.unitOf.has(into)) throw fieldProblem('unknown-code', '/unitContent/into', noSuch('unit', into));
  if (compiled.units.contains(code, into))
    throw fieldProblem('invalid-request', '/unitContent/into', said('into-lies-below'));
  requireUnitInUse({ policy }, into);
}
