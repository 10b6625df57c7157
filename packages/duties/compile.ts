import { type Atom, AtomTable } from './atoms.ts';
import { Bits } from './bits.ts';
import { CaseRules } from './case-rules.ts';
import { checkPolicy } from './check-policy.ts';
import { closeInheritance } from './inheritance.ts';
import { PolicyError } from './policy-error.ts';
import { prepareSelector, type SelectorMatcher } from './selector.ts';
import type { Item, Permission, Policy, Role, Rule, Unit } from './types.ts';
import { buildUnitTree, type UnitTree } from './unit-tree.ts';

/** One selector of one static or session rule. */
interface Post {
  readonly rule: number;
  readonly selector: number;
  readonly bare: boolean;
  readonly atoms: Bits;
}

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

/**
 * What roles match, in one piece, which a scan reads in passing. Roles that match the same posts are of one class; those of
 * class `c` are `posts` from `start[c]` to `start[c + 1]`.
 */
interface PostClasses {
  readonly classOf: ReadonlyMap<string, number>;
  readonly start: Uint32Array;
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
  const [first, ...others] = problems;
  if (first !== undefined) throw new PolicyError(first, ...others);

  const table = new AtomTable(policy);
  const held = holdPermissions(policy.roles, closures, table);
  const prepared = preparePosts(policy, units, table.atoms);
  const postsByAtom = indexByAtom(prepared, table.atoms.length);
  const roles = held.map((role) => ({ ...role, posts: postsOf(role, prepared, postsByAtom) }));
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
    posts: prepared.map(({ post }) => post),
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

interface Prepared {
  readonly post: Post;
  readonly matcher: SelectorMatcher;
}

function preparePosts(policy: Policy, units: UnitTree, atoms: readonly Atom[]): Prepared[] {
  return policy.rules.flatMap((rule, index) => {
    if (rule.kind !== 'static' && rule.kind !== 'session') return [];
    return (rule.of ?? []).map((selector, position) => {
      const matcher = prepareSelector(selector, policy.items, units);
      const picked = new Bits(atoms.length);
      atoms.forEach((atom, id) => {
        if (matcher.matchesAtom(atom)) picked.add(id);
      });
      return { post: { rule: index, selector: position, bare: matcher.bare, atoms: picked }, matcher };
    });
  });
}

/** For each atom the posts that pick it, so that a role only looks at posts that its atoms touch. */
function indexByAtom(prepared: readonly Prepared[], atoms: number): number[][] {
  const byAtom = Array.from({ length: atoms }, (): number[] => []);
  prepared.forEach(({ post }, id) => {
    byAtom.forEach((posts, atom) => {
      if (post.atoms.has(atom)) posts.push(id);
    });
  });
  return byAtom;
}

function postsOf(role: HeldRole, prepared: readonly Prepared[], byAtom: readonly number[][]): Uint32Array {
  const touched = new Set(role.atoms.flatMap((atom) => byAtom[atom]!));
  prepared.forEach(({ post }, id) => {
    if (post.bare) touched.add(id);
  });
  return Uint32Array.from([...touched].filter((id) => prepared[id]!.matcher.matchesRole(role.closure))).sort();
}

function classify(roles: readonly CompiledRole[]): PostClasses {
  const groups = Map.groupBy(roles, (role) => role.posts.join());
  const lists = [...groups.values()].map(([first]) => first!.posts);
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => {
    start[index + 1] = start[index]! + list.length;
  });
  const posts = new Uint32Array(start[lists.length]!);
  lists.forEach((list, index) => {
    posts.set(list, start[index]);
  });
  const classOf = [...groups.values()].flatMap((group, index) => group.map(({ role }) => [role.code, index] as const));
  return { classOf: new Map(classOf), start, posts };
}
