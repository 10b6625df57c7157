import { isAbout } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { covers } from './covers.ts';

/**
 * Whether a person's grants could let them do a duty on an item at a unit, whatever the case: conditions are taken as met.
 * For lists of who may go on with something; a step itself is judged by the ability.
 */
export function mayDo(
  policy: CentrePolicy,
  grants: readonly { role: string; unit: string }[],
  duty: string,
  item: string,
  unit: string,
): boolean {
  let allowed = false;
  for (const grant of grants) {
    if (!covers(policy, grant.unit, unit, item)) continue;
    for (const permission of policy.compiled.roles.get(grant.role)?.permissions ?? []) {
      if (!isAbout(permission, duty, item)) continue;
      if (permission.effect !== 'deny') allowed = true;
      else if (!permission.conditions) return false;
    }
  }
  return allowed;
}
