import type { CompiledPolicy, CompiledRole } from './compile.ts';
import type { Item } from './types.ts';

type Risk = Item['risk'];

/** A role that is said to be of less risk than what it may do; `item`: the riskiest of which it holds a duty. */
export interface UnderratedRole {
  role: string;
  declared: Risk;
  risk: Risk;
  item: string;
}

/**
 * Roles whose risk is below their least: that of the riskiest item of which they hold a duty, inherited ones and retired items
 * among them. A role that does nothing but handle may rank one below it, since whatever it does two others look at.
 */
export function underratedRoles(policy: CompiledPolicy): UnderratedRole[] {
  return [...policy.roles.values()].flatMap((compiled) => {
    const { code: role, risk: declared } = compiled.role;
    const least = leastRisk(policy, compiled);
    return least && declared < least.risk ? [{ role, declared, ...least }] : [];
  });
}

/** The duties that permissions with conditions give count as held. */
function leastRisk(policy: CompiledPolicy, { atoms }: CompiledRole): { risk: Risk; item: string } | undefined {
  let riskiest: Item | undefined;
  let onlyHandles = true;
  for (const id of atoms) {
    const { resource, action, item: index } = policy.atoms[id]!;
    const item = policy.items[index];
    if (!item?.duties.includes(action) || (resource !== 'case' && resource !== 'all')) continue;
    onlyHandles &&= action === 'handle';
    if (riskiest === undefined || item.risk > riskiest.risk) riskiest = item;
  }
  if (riskiest === undefined) return undefined;
  const risk = onlyHandles ? Math.max(1, riskiest.risk - 1) : riskiest.risk;
  return { risk: risk as Risk, item: riskiest.code };
}
