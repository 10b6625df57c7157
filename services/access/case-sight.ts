import type { CentrePolicy } from './centre-policy.ts';
import { type HeldRole, permissionsOf, unitsPermitting } from './permissions.ts';

/** Which cases somebody may read. Undefined where all are meant. */
export interface CaseSight {
  /** Cases that this person took part in. */
  person: string;
  /** All cases at these units. */
  units: string[];
  /** All cases of these items. */
  items: string[];
  /** Cases of an item at a unit. */
  places: { item: string; unit: string }[];
}

/** What gives sight of every case at the units where it is held. */
const overseeing = [
  ['read', 'entry'],
  ['read', 'case'],
  ['inspect', 'case'],
  ['inspect', 'inspection'],
] as const;

/**
 * A person reads the cases on which they have a duty, those they took part in, and, who inspects or reads the log, those
 * of their units. Conditions count as met: what is read is no act.
 */
export function caseSightOf(policy: CentrePolicy, person: string, held: readonly HeldRole[]): CaseSight {
  const permissions = permissionsOf(policy, held);
  const units = new Set(
    overseeing.flatMap(([action, resource]) => [...unitsPermitting(policy, permissions, action, resource)]),
  );
  const sight: CaseSight = { person, units: [...units], items: [], places: [] };
  for (const item of policy.policy.items) {
    const granted = permissions.flatMap(({ unit, permission: { action, resource, items, effect } }) =>
      effect !== 'deny' &&
      (action === 'manage' || item.duties.includes(action)) &&
      (resource === 'all' || resource === 'case') &&
      (!items || items.includes(item.code))
        ? [unit]
        : [],
    );
    if (granted.length === 0) continue;
    const { units: tree } = policy.compiled;
    if (granted.some((unit) => tree.contains(unit, item.unit))) sight.items.push(item.code);
    else
      for (const { code } of policy.policy.units)
        if (granted.some((unit) => tree.contains(unit, code))) sight.places.push({ item: item.code, unit: code });
  }
  return sight;
}
