import { type CompiledPolicy, compilePolicy, judge, type Policy, PolicyError } from '@zhiheng/duties';
import { Compile } from 'typebox/compile';
import { type Catalogue, CatalogueSchema } from './catalogue.ts';
import { foundingHoldings } from './founding-grants.ts';

export interface CatalogueFault {
  /** JSON pointer into the file. */
  path: string;
  message: string;
}

const shape = Compile(CatalogueSchema);
const mostFaults = 200;

type Checked = { catalogue: Catalogue; faults: [] } | { catalogue?: never; faults: CatalogueFault[] };

/** Every fault of a catalogue; an empty list means that a centre can be founded from it. */
export function checkCatalogue(value: unknown): Checked {
  const faults = [...findFaults(value)].slice(0, mostFaults);
  return faults.length ? { faults } : { catalogue: value as Catalogue, faults: [] };
}

function findFaults(value: unknown): CatalogueFault[] {
  if (!shape.Check(value)) {
    return shape.Errors(value).map(({ instancePath, message }) => ({ path: instancePath || '/', message }));
  }
  const { policy, faults: policyFaults } = compile(value);
  const faults = [
    ...policyFaults,
    ...rootFaults(value),
    ...chainFaults(value),
    ...peopleFaults(value),
    ...duplicates(value),
  ];
  return faults.length || !policy ? faults : holdingFaults(value, policy);
}

/** Units, items, roles and rules are checked where they are understood: by the rules' own package. */
function compile(catalogue: Catalogue): { policy?: CompiledPolicy; faults: CatalogueFault[] } {
  try {
    return { policy: compilePolicy(catalogue as Policy), faults: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return {
      faults: error.problems.map(({ code, path, value }) => ({
        path: `/${path.replaceAll('.', '/')}`,
        message: `${code} "${value}"`,
      })),
    };
  }
}

function rootFaults({ units }: Catalogue): CatalogueFault[] {
  const roots = units.filter(({ parent }) => parent === null).length;
  return roots === 1
    ? []
    : [{ path: '/units', message: `exactly one unit without a parent is needed, found ${roots}` }];
}

function chainFaults({ roles, chains }: Catalogue): CatalogueFault[] {
  const known = new Set(roles.map(({ code }) => code));
  return chains.flatMap(({ stages }, i) =>
    stages.flatMap((stage, j) =>
      (['by', 'escalateTo'] as const).flatMap((field) => {
        const role = stage[field];
        return role === undefined || known.has(role)
          ? []
          : [{ path: `/chains/${i}/stages/${j}/${field}`, message: `unknown-role "${role}"` }];
      }),
    ),
  );
}

function peopleFaults({ units, roles, people }: Catalogue): CatalogueFault[] {
  const knownUnits = new Set(units.map(({ code }) => code));
  const knownRoles = new Set(roles.map(({ code }) => code));
  const unit = (code: string, path: string) =>
    knownUnits.has(code) ? [] : [{ path, message: `unknown-unit "${code}"` }];
  const role = (code: string, path: string) =>
    knownRoles.has(code) ? [] : [{ path, message: `unknown-role "${code}"` }];
  return people.flatMap((person, i) => [
    ...unit(person.unit, `/people/${i}/unit`),
    ...person.roles.flatMap((code, j) => role(code, `/people/${i}/roles/${j}`)),
    ...(person.grants ?? []).flatMap((grant, j) => [
      ...role(grant.role, `/people/${i}/grants/${j}/role`),
      ...unit(grant.unit, `/people/${i}/grants/${j}/unit`),
    ]),
  ]);
}

function duplicates(catalogue: Catalogue): CatalogueFault[] {
  const lists: [string, string, string[]][] = [
    ['people', 'username', catalogue.people.map(({ username }) => username)],
    ['people', 'staffNumber', catalogue.people.map(({ staffNumber }) => staffNumber)],
    [
      'chains',
      'risk',
      catalogue.chains.map(({ change, risk, unitKind }) => `${change}/${risk}/${unitKind ?? 'any unit'}`),
    ],
    ['clients', 'id', (catalogue.clients ?? []).map(({ id }) => id)],
    ['resources', 'id', (catalogue.resources ?? []).map(({ type, id }) => `${type}/${id}`)],
  ];
  return lists.flatMap(([list, field, values]) =>
    values.flatMap((value, index) => {
      const first = values.indexOf(value);
      return first === index
        ? []
        : [{ path: `/${list}/${index}/${field}`, message: `"${value}" stands already at /${list}/${first}` }];
    }),
  );
}

/** A centre begins clean: nobody in it may break a blocking rule. An observed one is reported by the scan. */
function holdingFaults(catalogue: Catalogue, policy: CompiledPolicy): CatalogueFault[] {
  return catalogue.people.flatMap((person, index) =>
    judge(policy, foundingHoldings(catalogue, person))
      .filter(({ effect }) => effect === 'block')
      .map(({ rule }) => ({
        path: `/people/${index}/roles`,
        message: `"${person.username}" would break the blocking rule ${rule}`,
      })),
  );
}
