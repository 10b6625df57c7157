import type { Holding } from '@zhiheng/duties';
import type { Catalogue } from './catalogue.ts';

type Person = Catalogue['people'][number];

/**
 * Where a founding role is granted. Business roles (permissions on cases) and posts that chains look for relative to a
 * unit (section head) are bound to the person's unit; every other post (director, inspector, administrators …) serves
 * the whole centre. `grants` of a person says otherwise where a centre needs it.
 */
export function foundingGrants(catalogue: Catalogue): (person: Person) => { role: string; unit: string }[] {
  const bound = unitBoundRoles(catalogue);
  const root = catalogue.units.find(({ parent }) => parent === null)?.code;
  return ({ roles, unit, grants: named = [] }) => [
    ...roles
      .filter((role) => !named.some((grant) => grant.role === role))
      .map((role) => ({ role, unit: bound.has(role) ? unit : (root ?? unit) })),
    ...named,
  ];
}

function unitBoundRoles({ roles, chains }: Catalogue): Set<string> {
  const bound = new Set(
    chains.flatMap(({ stages }) => stages.filter((stage) => stage.of === 'grant-unit').map(({ by }) => by)),
  );
  for (const role of roles) if (role.permissions.some(({ resource }) => resource === 'case')) bound.add(role.code);
  // A role that inherits a bound one is bound too.
  for (let size = -1; size !== bound.size; ) {
    size = bound.size;
    for (const { code, inherits = [] } of roles) if (inherits.some((parent) => bound.has(parent))) bound.add(code);
  }
  return bound;
}

/** The same as holdings without end, for the rules to judge. */
export function asHoldings(person: string, grants: { role: string; unit: string }[]): Holding[] {
  return grants.map(({ role, unit }, index) => ({
    id: `${person}/${index}`,
    person,
    role,
    unit,
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  }));
}
