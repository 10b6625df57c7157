import type { Atom } from './atoms.ts';
import { Bits } from './bits.ts';
import { prepareSelector, type SelectorMatcher } from './selector.ts';
import type { Policy, Role, Selector } from './types.ts';
import type { UnitTree } from './unit-tree.ts';

/** One selector of one static or session rule. */
export interface Post {
  readonly rule: number;
  readonly selector: number;
  readonly bare: boolean;
  readonly atoms: Bits;
}

/** A role as far as posts care. */
interface Holder {
  readonly role: Role;
  readonly closure: ReadonlySet<string>;
  readonly atoms: readonly number[];
}

/** The posts of a policy, numbered by rule and selector, and which atoms they pick. */
export class PostTable {
  readonly list: Post[] = [];
  readonly #matchers: SelectorMatcher[] = [];
  /** For each atom the posts that pick it, so that a role only looks at posts that its atoms touch. */
  readonly #byAtom: number[][];
  readonly #bare: number[] = [];

  constructor(policy: Policy, units: UnitTree, atoms: readonly Atom[]) {
    this.#byAtom = atoms.map(() => []);
    const candidates = candidatesOf(policy, atoms);
    policy.rules.forEach((rule, index) => {
      if (rule.kind !== 'static' && rule.kind !== 'session') return;
      rule.of?.forEach((selector, position) => {
        const matcher = prepareSelector(selector, policy.items, units);
        const picked = new Bits(atoms.length);
        const id = this.list.push({ rule: index, selector: position, bare: matcher.bare, atoms: picked }) - 1;
        this.#matchers.push(matcher);
        if (matcher.bare) this.#bare.push(id);
        for (const atom of candidates(selector)) {
          if (!matcher.matchesAtom(atoms[atom]!)) continue;
          picked.add(atom);
          this.#byAtom[atom]!.push(id);
        }
      });
    });
  }

  /** The posts that a grant of the role matches, ascending. */
  of({ closure, atoms }: Holder): Uint32Array {
    const touched = new Set([...atoms.flatMap((atom) => this.#byAtom[atom]!), ...this.#bare]);
    return Uint32Array.from([...touched].filter((id) => this.#matchers[id]!.matchesRole(closure))).sort();
  }
}

/** Atoms that a selector could pick: those on its items if it names any, else all. */
function candidatesOf(policy: Policy, atoms: readonly Atom[]): (selector: Selector) => Iterable<number> {
  const itemIndex = new Map(policy.items.map((item, index) => [item.code, index]));
  const onItem = Map.groupBy(atoms.keys(), (id) => atoms[id]!.item);
  return ({ items }) =>
    items === undefined ? atoms.keys() : new Set(items.flatMap((code) => onItem.get(itemIndex.get(code)!) ?? []));
}

/**
 * What roles match, in one piece, which a scan reads in passing. Roles that match the same posts are of one class; those of
 * class `c` are `posts` from `start[c]` to `start[c + 1]`.
 */
export interface PostClasses {
  readonly classOf: ReadonlyMap<string, number>;
  readonly start: Uint32Array;
  readonly posts: Uint32Array;
}

export function classify(roles: readonly (Holder & { readonly posts: Uint32Array })[]): PostClasses {
  const groups = [...Map.groupBy(roles, (role) => role.posts.join()).values()];
  const start = new Uint32Array(groups.length + 1);
  groups.forEach(([first], index) => {
    start[index + 1] = start[index]! + first!.posts.length;
  });
  const posts = new Uint32Array(start[groups.length]!);
  groups.forEach(([first], index) => {
    posts.set(first!.posts, start[index]);
  });
  return {
    classOf: new Map(groups.flatMap((group, index) => group.map(({ role }) => [role.code, index] as const))),
    start,
    posts,
  };
}
