import type { CompiledPolicy } from './compile.ts';
import { isAbout } from './is-about.ts';

/** A role that allows something; `closure`: itself and all it inherits. */
export interface AbleRole {
  role: string;
  closure: ReadonlySet<string>;
}

/**
 * The roles, of those held, that allow a duty on an item at a unit, each once: by a grant whose subtree holds that unit or the
 * item's own. Conditions are taken as met, and a denial never counts: what could have been, not what was.
 */
export function rolesAble(
  { units, roles, items }: Pick<CompiledPolicy, 'units' | 'roles' | 'items'>,
  held: Iterable<{ role: string; unit: string }>,
  { duty, item: code, unit }: { duty: string; item: string; unit: string },
): AbleRole[] {
  const item = items.find((one) => one.code === code);
  const reaches = (granted: string) =>
    units.contains(granted, unit) || (item !== undefined && units.contains(granted, item.unit));
  const able = new Map<string, AbleRole>();
  for (const grant of held) {
    const compiled = roles.get(grant.role);
    if (compiled?.permissions.some((one) => one.effect !== 'deny' && isAbout(one, duty, code)) && reaches(grant.unit))
      able.set(grant.role, { role: grant.role, closure: compiled.closure });
  }
  return [...able.values()];
}
