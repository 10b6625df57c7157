import { said } from '@zhiheng/contracts';
import { type CompiledPolicy, compilePolicy, judge, judgeCeiling, type Policy, PolicyError } from '@zhiheng/duties';
import type { FieldFault } from '@zhiheng/http';
import type { Catalogue } from './catalogue.ts';
import { type Mended, mend } from './catalogue-mend.ts';
import { shapeFaults } from './catalogue-shape.ts';
import { conditionFault } from './condition-fault.ts';
import { asHoldings, foundingGrants } from './founding-grants.ts';

type Checked = { catalogue: Catalogue; faults: [] } | { catalogue?: never; faults: FieldFault[] };

/** Every fault of a catalogue, each in both languages; an empty list means that a centre can be founded from it. */
export function checkCatalogue(value: unknown): Checked {
  const faults = findFaults(value);
  return faults.length ? { faults } : { catalogue: value as Catalogue, faults: [] };
}

function findFaults(value: unknown): FieldFault[] {
  const ofShape = shapeFaults(value);
  const mended = ofShape.length ? mend(value) : whole(value as Catalogue);
  const { catalogue } = mended;
  const { policy, faults: ofPolicy } = compile(mended);
  const faults = [
    ...ofShape,
    ...ofPolicy,
    ...rootFaults(catalogue),
    ...conditionFaults(catalogue),
    ...chainFaults(mended),
    ...peopleFaults(catalogue),
    ...duplicates(value),
  ];
  return faults.length || !policy ? faults : holdingFaults(catalogue, policy);
}

const whole = (catalogue: Catalogue): Mended => ({
  catalogue,
  ruleAt: [...catalogue.rules.keys()],
  chainAt: [...catalogue.chains.keys()],
});

/** Units, items, roles and rules are checked where they are understood: by the rules' own package. */
function compile({ catalogue, ruleAt }: Mended): { policy?: CompiledPolicy; faults: FieldFault[] } {
  try {
    return { policy: compilePolicy(catalogue as Policy), faults: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return {
      faults: error.problems.map(({ code, path, value }) => ({
        path: `/${path.replace(/^rules\.(\d+)/, (_, index) => `rules.${ruleAt[Number(index)]}`).replaceAll('.', '/')}`,
        message: said(code, { value }),
      })),
    };
  }
}

function rootFaults({ units }: Catalogue): FieldFault[] {
  const roots = units.filter(({ parent }) => parent === null).length;
  return roots === 1 ? [] : [{ path: '/units', message: said('roots-found', { count: roots }) }];
}

function conditionFaults({ roles }: Catalogue): FieldFault[] {
  return roles.flatMap(({ permissions }, i) =>
    permissions.flatMap(({ conditions }, j) => {
      const message = conditions === undefined ? undefined : conditionFault(conditions);
      return message === undefined ? [] : [{ path: `/roles/${i}/permissions/${j}/conditions`, message }];
    }),
  );
}

function chainFaults({ catalogue: { roles, chains }, chainAt }: Mended): FieldFault[] {
  const known = new Set(roles.map(({ code }) => code));
  return chains.flatMap(({ stages }, index) =>
    stages.flatMap((stage, j) =>
      (['by', 'escalateTo'] as const).flatMap((field) => {
        const role = stage[field];
        return role === undefined || known.has(role)
          ? []
          : [
              {
                path: `/chains/${chainAt[index]}/stages/${j}/${field}`,
                message: said('unknown-role', { value: role }),
              },
            ];
      }),
    ),
  );
}

function peopleFaults(catalogue: Catalogue): FieldFault[] {
  const { units, roles, people } = catalogue;
  const grantsOf = foundingGrants(catalogue);
  const knownUnits = new Set(units.map(({ code }) => code));
  const knownRoles = new Set(roles.map(({ code }) => code));
  const unit = (code: string, path: string) =>
    knownUnits.has(code) ? [] : [{ path, message: said('unknown-unit', { value: code }) }];
  const role = (code: string, path: string) =>
    knownRoles.has(code) ? [] : [{ path, message: said('unknown-role', { value: code }) }];
  return people.flatMap((person, i) => [
    ...unit(person.unit, `/people/${i}/unit`),
    ...person.roles.flatMap((code, j) => role(code, `/people/${i}/roles/${j}`)),
    ...(person.grants ?? []).flatMap((grant, j) => [
      ...role(grant.role, `/people/${i}/grants/${j}/role`),
      ...unit(grant.unit, `/people/${i}/grants/${j}/unit`),
    ]),
    ...twice(grantsOf(person), (grant) => `${grant.role} ${grant.unit}`).map((grant) => ({
      path: `/people/${i}/roles`,
      message: said('granted-twice', { role: grant.role, unit: grant.unit }),
    })),
  ]);
}

function twice<T>(values: readonly T[], nameOf: (value: T) => string): T[] {
  const names = values.map(nameOf);
  return values.filter((_, index) => names.indexOf(names[index] as string) < index);
}

/** Read from the file as it is: what is not text cannot be a double. */
function duplicates(file: unknown): FieldFault[] {
  const lists: [string, string, string[]][] = [
    ['people', 'username', ['username']],
    ['people', 'staffNumber', ['staffNumber']],
    ['chains', 'risk', ['change', 'risk', 'unitKind']],
    ['clients', 'id', ['id']],
    ['resources', 'id', ['type', 'id']],
  ];
  return lists.flatMap(([list, field, keys]) => {
    const rows = (file as Record<string, unknown> | null)?.[list];
    const firstAt = new Map<string, number>();
    return (Array.isArray(rows) ? rows : []).flatMap((row, index): FieldFault[] => {
      const values = keys.map((key) => row?.[key]);
      if (typeof values[0] !== 'string') return [];
      const value = values.filter((one) => one !== undefined).join('/');
      const first = firstAt.get(value);
      if (first === undefined) firstAt.set(value, index);
      return first === undefined
        ? []
        : [{ path: `/${list}/${index}/${field}`, message: said('stands-already', { value, at: `/${list}/${first}` }) }];
    });
  });
}

/** A centre begins clean: nobody in it may break a blocking rule or be above a ceiling. What is observed the scan reports. */
function holdingFaults(catalogue: Catalogue, policy: CompiledPolicy): FieldFault[] {
  const grantsOf = foundingGrants(catalogue);
  return catalogue.people.flatMap((person, index) => {
    const holdings = asHoldings(person.username, grantsOf(person));
    return [...judge(policy, holdings), ...judgeCeiling(policy, holdings)]
      .filter(({ effect }) => effect === 'block')
      .map(({ rule }) => ({
        path: `/people/${index}/roles`,
        message: said('breaks-from-start', { person: person.username, rule }),
      }));
  });
}
