import { type Atom, AtomTable } from './atoms.ts';
import { CaseRules } from './case-rules.ts';
import { checkPolicy } from './check-policy.ts';
import { emptySelectors } from './empty-selector.ts';
import { closeInheritance } from './inheritance.ts';
import { PolicyError } from './policy-error.ts';
import { classify, type Post, type PostClasses, PostTable } from './posts.ts';
import type { Item, Permission, Policy, Role, Rule, Unit } from './types.ts';
import { buildUnitTree, type UnitTree } from './unit-tree.ts';

export interface CompiledRole {
  readonly role: Role;
  /** Itself and all it inherits. */
  readonly closure: ReadonlySet<string>;
  /** Its own and inherited permissions, denials included. */
  readonly permissions: readonly Permission[];
  readonly atoms: readonly number[];
  /** The posts that a grant of this role matches: ascending, hence grouped by rule. */
  readonly posts: Uint32Array;
}

/** Compile once per epoch; judge many times. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly units: UnitTree;
  readonly unitOf: ReadonlyMap<string, Unit>;
  readonly items: readonly Item[];
  readonly itemIndex: ReadonlyMap<string, number>;
  readonly roles: ReadonlyMap<string, CompiledRole>;
  readonly classes: PostClasses;
  readonly rules: readonly Rule[];
  readonly ruleOf: ReadonlyMap<string, Rule>;
  readonly atoms: readonly Atom[];
  readonly posts: readonly Post[];
  readonly caseRules: CaseRules;
}

/** @throws PolicyError with every problem found: unknown or duplicate codes, cycles, rules that say nothing. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const problems = checkPolicy(policy);
  const units = buildUnitTree(policy.units, problems);
  const closures = closeInheritance(policy.roles, problems);
  // Asked of what holds together only.
  if (problems.length === 0) problems.push(...emptySelectors(policy, units, closures));
  const [first, ...others] = problems;
  if (first !== undefined) throw new PolicyError(first, ...others);

  const table = new AtomTable(policy);
  const held = holdPermissions(policy.roles, closures, table);
  const posts = new PostTable(policy, units, table.atoms);
  const roles = held.map((role) => ({ ...role, posts: posts.of(role) }));
  return {
    policy,
    units,
    unitOf: units.byCode,
    items: policy.items,
    itemIndex: new Map(policy.items.map((item, index) => [item.code, index])),
    roles: new Map(roles.map((role) => [role.role.code, role])),
    classes: classify(roles),
    rules: policy.rules,
    ruleOf: new Map(policy.rules.map((rule) => [rule.code, rule])),
    atoms: table.atoms,
    posts: posts.list,
    caseRules: new CaseRules(policy.rules, policy.items, units),
  };
}

type HeldRole = Omit<CompiledRole, 'posts'>;

function holdPermissions(
  roles: readonly Role[],
  closures: ReadonlyMap<string, ReadonlySet<string>>,
  table: AtomTable,
): HeldRole[] {
  const byCode = new Map(roles.map((role) => [role.code, role]));
  const own = new Map(roles.map((role) => [role.code, role.permissions.flatMap((one) => table.expand(one))]));
  return roles.map((role) => {
    const closure = closures.get(role.code)!;
    const atoms = new Set([...closure].flatMap((code) => own.get(code)!));
    const permissions = [...closure].flatMap((code) => byCode.get(code)!.permissions);
    return { role, closure, permissions, atoms: [...atoms].sort((a, b) => a - b) };
  });
}
