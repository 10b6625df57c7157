import type { CentrePolicy } from './centre-policy.ts';

/**
 * Whether a grant at `granted` reaches an act at `unit` on an item: its subtree holds the unit where the case was opened,
 * or the unit that owns the item (a section reviews what the hall received for it).
 */
export function covers(policy: CentrePolicy, granted: string, unit: string, item?: string): boolean {
  const { units } = policy.compiled;
  if (units.contains(granted, unit)) return true;
  const owner = item === undefined ? undefined : policy.itemOf.get(item)?.unit;
  return owner !== undefined && units.contains(granted, owner);
}
