import type { Permission } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';

/** A role at a unit, as a person holds it at this moment. */
export interface HeldRole {
  role: string;
  unit: string;
}

/** A permission that a person holds through a role, at a unit and below it. */
export interface HeldPermission extends HeldRole {
  permission: Permission;
}

/** Own and inherited permissions of what is held, denials included. */
export function permissionsOf(policy: CentrePolicy, held: readonly HeldRole[]): HeldPermission[] {
  return held.flatMap(({ role, unit }) =>
    (policy.compiled.roles.get(role)?.permissions ?? []).map((permission) => ({ role, unit, permission })),
  );
}

/**
 * Codes of the units at which an act that is about no item is permitted: allowed by some role there or above, denied by
 * none. What holds only under a condition does not count, what is denied under one does: this is the stricter reading.
 */
export function unitsPermitting(
  policy: CentrePolicy,
  held: readonly HeldPermission[],
  action: string,
  resource: string,
): Set<string> {
  const fitting = held.filter(
    ({ permission }) =>
      [action, 'manage'].includes(permission.action) && [resource, 'all'].includes(permission.resource),
  );
  if (fitting.length === 0) return new Set();
  const reaches = (effect: 'allow' | 'deny', code: string) =>
    fitting.some(
      ({ unit, permission: { effect: own = 'allow', conditions, items } }) =>
        own === effect &&
        (effect === 'deny' || (conditions === undefined && items === undefined)) &&
        policy.compiled.units.contains(unit, code),
    );
  const codes = policy.policy.units.map(({ code }) => code);
  return new Set(codes.filter((code) => reaches('allow', code) && !reaches('deny', code)));
}

/** What is allowed and not taken away again, for the person to read. */
export function effectivePermissions(policy: CentrePolicy, held: readonly HeldPermission[]): HeldPermission[] {
  const denials = held.filter(({ permission }) => permission.effect === 'deny');
  return held.flatMap((one) => {
    if (one.permission.effect === 'deny') return [];
    const against = denials.filter(
      ({ unit, permission: { action, resource } }) =>
        [one.permission.action, 'manage'].includes(action) &&
        [one.permission.resource, 'all'].includes(resource) &&
        policy.compiled.units.contains(unit, one.unit),
    );
    if (against.some(({ permission }) => permission.items === undefined)) return [];
    const taken = new Set(against.flatMap(({ permission }) => permission.items ?? []));
    const items = one.permission.items?.filter((item) => !taken.has(item));
    if (items?.length === 0) return [];
    return [{ ...one, permission: { ...one.permission, ...(items ? { items } : {}) } }];
  });
}
