import { said, thingSaid } from '@zhiheng/contracts';
import type { Policy } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type PolicyProposal, type Retirement, targetOf } from './request-asked.ts';

/** A unit that retires in favour of another. */
export interface TakeOver {
  from: string;
  into: string;
}

export const takeOverOf = (proposal: PolicyProposal): TakeOver | undefined =>
  proposal.kind === 'unit' && proposal.into !== undefined
    ? { from: proposal.unit.code, into: proposal.into }
    : undefined;

/** The policy after a retirement, or after something is put back. A chain leaves it as it is. */
export function policyAfterRetirement(policy: Policy, proposal: Retirement): Policy {
  const { target } = targetOf(proposal);
  const marked = <T extends { code: string; retired?: boolean }>(list: readonly T[]): T[] =>
    list.map((one) => (one.code === target ? mark(one, proposal.retired) : one));
  switch (proposal.kind) {
    case 'role':
      return { ...policy, roles: marked(policy.roles) };
    case 'item':
      return { ...policy, items: marked(policy.items) };
    case 'unit':
      return takenOver({ ...policy, units: marked(policy.units) }, takeOverOf(proposal));
    case 'chain':
      return policy;
  }
}

function mark<T extends { retired?: boolean }>(one: T, retired: boolean): T {
  const { retired: _, ...rest } = one;
  return (retired ? { ...rest, retired } : rest) as T;
}

/**
 * What belongs to a unit goes to the one that takes it over, and the unit itself comes to lie below it: so whoever works there
 * reaches what is still open at the old one, and sees what was done there.
 */
function takenOver(policy: Policy, takeOver: TakeOver | undefined): Policy {
  if (takeOver === undefined) return policy;
  const { from, into } = takeOver;
  return {
    ...policy,
    units: policy.units.map((unit) => (unit.code === from || unit.parent === from ? { ...unit, parent: into } : unit)),
    items: policy.items.map((item) => (item.unit === from ? { ...item, unit: into } : item)),
  };
}

export const isRetired = (
  { policy }: Pick<CentrePolicy, 'policy'>,
  list: 'units' | 'items' | 'roles',
  code: string,
): boolean => policy[list].some((one) => one.code === code && one.retired === true);

/** Throws `retired`. */
export function requireUnitInUse(policy: Pick<CentrePolicy, 'policy'>, unit: string): void {
  if (isRetired(policy, 'units', unit)) throw retiredProblem('unit', unit);
}

/** Why nothing new may be granted at such a unit, or of such a role. */
export function whyNotGranted(
  { compiled, roleOf }: CentrePolicy,
  role: string | null,
  unit: string,
): Problem | undefined {
  if (compiled.unitOf.get(unit)?.retired) return retiredProblem('unit', unit);
  if (role !== null && roleOf.get(role)?.retired) return retiredProblem('role', role);
  return undefined;
}

export const retiredProblem = (kind: string, code: string): Problem =>
  new Problem('retired', said('is-retired', { kind: thingSaid(kind), code }));
