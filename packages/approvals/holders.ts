import type { Of, Organisation } from './types.ts';

interface Unit {
  readonly parent: string | null;
  readonly kind: string;
}

/** Of one role: the people who hold it, each once, by the unit of their grant. */
type Posts = ReadonlyMap<string, ReadonlySet<string>>;

interface Index {
  readonly unitOf: ReadonlyMap<string, Unit>;
  readonly postsOf: ReadonlyMap<string, Posts>;
}

/** An organisation is asked many times and never changes: laid out once, for as long as it is held. */
const indexes = new WeakMap<Organisation, Index>();

/** The people who hold a role where a stage looks for it, each once. */
export function holdersOf(role: string, of: Of, unit: string, organisation: Organisation): string[] {
  const { unitOf, postsOf } = indexOf(organisation);
  const posts: Posts = postsOf.get(role) ?? new Map();
  const units = of === 'grant-unit' ? nearest(unit, unitOf, posts) : [...posts.keys()];
  const chosen = of === 'parent' ? units.filter((code) => isParent(unitOf.get(code))) : units;
  return [...new Set(chosen.flatMap((code) => [...(posts.get(code) ?? [])]))];
}

const isParent = (unit: Unit | undefined) => unit?.kind === 'parent-liaison' || unit?.parent === null;

/** The unit, or its nearest ancestor, where anybody holds the post. */
function nearest(unit: string, unitOf: Index['unitOf'], posts: Posts): string[] {
  const seen = new Set<string>();
  for (let code: string | null | undefined = unit; code != null && !seen.has(code); code = unitOf.get(code)?.parent) {
    if (posts.has(code) && unitOf.has(code)) return [code];
    seen.add(code);
  }
  return [];
}

function indexOf(organisation: Organisation): Index {
  const known = indexes.get(organisation);
  if (known) return known;
  const postsOf = new Map<string, Map<string, Set<string>>>();
  for (const { person, role, unit } of organisation.holders) {
    const posts = postsOf.get(role) ?? new Map<string, Set<string>>();
    posts.set(unit, (posts.get(unit) ?? new Set()).add(person));
    postsOf.set(role, posts);
  }
  const index = { unitOf: new Map(organisation.units.map((unit) => [unit.code, unit])), postsOf };
  indexes.set(organisation, index);
  return index;
}
