import { selectChain } from '@zhiheng/approvals';
import type { EvaluationAnswer } from '@zhiheng/contracts';
import type { CompiledPolicy, CompiledRole, Permission } from '@zhiheng/duties';
import { compileAbility } from './ability.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { covers } from './covers.ts';
import { conflictsOf } from './duty-check.ts';
import { type Finding, find } from './finding.ts';
import { type Inquiry, placed } from './inquiry.ts';
import type { Person, Standing } from './standing.ts';
import type { OnRecord } from './step-grounds.ts';

type AccessRequest = NonNullable<EvaluationAnswer['context']['accessRequest']>;

/** How a grant that would cure a denial is asked for; the address is added where it is known. */
export type Cure = Omit<AccessRequest, 'endpoint'>;

/** So many roles are tried for one denial, and so many of those that would do are named. */
const mostTried = 8;
const mostNamed = 3;
const proposedId = 'proposed';

/**
 * How the subject could ask for what they were denied (AuthZEN's draft Access Request profile): the roles that would give
 * it, the least first, at the narrowest unit that reaches it. Only what a request can cure: somebody active lacks the
 * permission or its reach, a chain approves such a grant, and it breaks no rule together with what they hold at this
 * moment. The request is judged anew when it is made; a denial stays a denial meanwhile.
 */
export function cureOf(standing: Standing, inquiry: Inquiry, finding: Finding, onRecord?: OnRecord): Cure | undefined {
  const { policy, person } = standing;
  if (!person?.active || (finding.code !== 'not-permitted' && finding.code !== 'unit-not-covered')) return undefined;
  const at = onRecord?.one ?? placed(policy, inquiry)?.resource;
  if (!at) return undefined;
  const { item, unit: where } = 'item' in at ? at : (at.properties ?? {});
  const unit = unitFor(policy, person, where, item);
  const roles: string[] = [];
  for (const { role } of rolesFor(policy.compiled, inquiry, item).slice(0, mostTried)) {
    if (!hasChain(policy, role.risk, unit)) continue;
    const after = { ...standing, person: personWith(policy, person, role.code, unit) };
    if (!find(after, inquiry, onRecord).decision || breaksRule(policy, person, role.code, unit)) continue;
    roles.push(role.code);
    if (roles.length === mostNamed) break;
  }
  const [role, ...alternatives] = roles;
  if (role === undefined) return undefined;
  return {
    change: 'grant',
    beneficiary: person.username,
    role,
    unit,
    ...(alternatives.length ? { alternatives } : {}),
  };
}

/** The unit of the resource where the person's own is wider or does not reach it; else their own, as roles are given. */
function unitFor(policy: CentrePolicy, { facts }: Person, where: unknown, item: unknown): string {
  const own = String(facts.unit);
  if (typeof where !== 'string') return own;
  // What is still open at a retired unit is reached from above it.
  const at = policy.compiled.units.pathUp(where).find(({ retired }) => !retired)?.code ?? where;
  if (policy.compiled.units.contains(own, at)) return at;
  return covers(policy, own, at, typeof item === 'string' ? item : undefined) ? own : at;
}

const byWish = new WeakMap<CompiledPolicy, Map<string, readonly CompiledRole[]>>();

/** Roles that name the action on such a resource, and the item if they name items; the least of them first. */
function rolesFor(compiled: CompiledPolicy, { action, resource }: Inquiry, item: unknown): readonly CompiledRole[] {
  const known = byWish.get(compiled) ?? new Map<string, readonly CompiledRole[]>();
  byWish.set(compiled, known);
  const wish = JSON.stringify([action.name, resource.type, item]);
  let roles = known.get(wish);
  if (!roles) {
    const fits = ({ action: does, resource: on, items, effect }: Permission) =>
      effect !== 'deny' &&
      [action.name, 'manage'].includes(does) &&
      [resource.type, 'all'].includes(on) &&
      (items === undefined || items.includes(item as string));
    roles = [...compiled.roles.values()]
      .filter(({ role, permissions }) => !role.retired && permissions.some(fits))
      .sort(byPrivilege);
    if (known.size < 10_000) known.set(wish, roles);
  }
  return roles;
}

/** An action on every item, or every action, weighs more than any list of items. */
const breadth = ({ permissions }: CompiledRole): number =>
  permissions.reduce(
    (sum, { action, resource, items }) =>
      sum + (items?.length ?? 1_000) * (action === 'manage' ? 1_000 : 1) * (resource === 'all' ? 1_000 : 1),
    0,
  );

const byPrivilege = (a: CompiledRole, b: CompiledRole): number =>
  breadth(a) - breadth(b) || a.role.risk - b.role.risk || (a.role.code < b.role.code ? -1 : 1);

function hasChain({ chains, compiled }: CentrePolicy, risk: number, unit: string): boolean {
  try {
    return selectChain(chains, 'grant', risk, compiled.unitOf.get(unit)?.kind).stages.length > 0;
  } catch {
    return false;
  }
}

const withRole = new WeakMap<Person, Map<string, Person>>();

/** The person as they would be with a role more; kept as long as their standing is, for the next of a batch. */
function personWith(policy: CentrePolicy, person: Person, role: string, unit: string): Person {
  const known = withRole.get(person) ?? new Map<string, Person>();
  withRole.set(person, known);
  const key = `${role} ${unit}`;
  let after = known.get(key);
  if (!after) {
    const grants = [...person.held, { id: proposedId, role, unit }];
    after = {
      ...person,
      grants,
      held: grants,
      ability: compileAbility(policy, grants),
      whole: undefined,
      bounded: true,
    };
    known.set(key, after);
  }
  return after;
}

function breaksRule(policy: CentrePolicy, person: Person, role: string, unit: string): boolean {
  const at = Date.now();
  const asHolding = (grant: { id: string; role: string; unit: string }) => ({
    ...grant,
    person: person.id,
    from: at,
    until: Number.POSITIVE_INFINITY,
  });
  const held = person.held.map(asHolding);
  return conflictsOf(policy, held, asHolding({ id: proposedId, role, unit }), at).blocking.length > 0;
}
