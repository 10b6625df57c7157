import type { ConflictDocument } from '@zhiheng/contracts';
import { type CompiledPolicy, type Conflict, judgeSession, type Text } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';

/** Which sets of roles keep which of theirs out; so many at most, then it begins anew. */
const remembered = new WeakMap<CompiledPolicy, Map<string, ReadonlySet<string>>>();
const most = 10_000;

/**
 * The roles that somebody acts with: those chosen of the ones they hold, without a choice all of them; and of these none
 * that a session rule keeps apart from another. What conflicts waits for a choice.
 */
export function activeRoles(
  policy: CentrePolicy,
  held: readonly { role: string }[],
  chosen: readonly string[] | null,
): ReadonlySet<string> {
  const roles = [...new Set(held.map(({ role }) => role))].filter((role) => chosen?.includes(role) ?? true).sort();
  const { compiled } = policy;
  if (!compiled.rules.some(({ kind }) => kind === 'session')) return new Set(roles);
  const known = remembered.get(compiled) ?? new Map<string, ReadonlySet<string>>();
  remembered.set(compiled, known);
  const key = roles.join(' ');
  const found = known.get(key) ?? new Set(withoutConflicts(compiled, roles));
  if (known.size >= most) known.clear();
  known.set(key, found);
  return found;
}

function withoutConflicts(compiled: CompiledPolicy, roles: readonly string[]): readonly string[] {
  const apart = new Set(blocking(compiled, roles).flatMap(({ sides }) => sides.map(({ role }) => role)));
  return roles.filter((role) => !apart.has(role));
}

const blocking = (compiled: CompiledPolicy, roles: readonly string[]): Conflict[] =>
  judgeSession(compiled, roles).filter(({ effect }) => effect === 'block');

/** What these roles break together of session rules that only observe. */
export const observedTogether = ({ compiled }: CentrePolicy, roles: readonly string[]): Conflict[] =>
  compiled.rules.some(({ kind, effect }) => kind === 'session' && effect === 'observe')
    ? judgeSession(compiled, roles).filter(({ effect }) => effect === 'observe')
    : [];

/** Grants, apart by whether their role is active. */
export function apartByRole<G extends { role: string }>(
  policy: CentrePolicy,
  grants: readonly G[],
  chosen: readonly string[] | null,
): { active: G[]; inactive: G[] } {
  const roles = activeRoles(policy, grants, chosen);
  return {
    active: grants.filter(({ role }) => roles.has(role)),
    inactive: grants.filter(({ role }) => !roles.has(role)),
  };
}

/** Why these roles may not be active together, one a rule; empty when they may. `resolutions`: roles to leave out. */
export function sessionConflicts({ compiled, roleOf }: CentrePolicy, roles: readonly string[]): ConflictDocument[] {
  const nameOf = (role: string): Text => roleOf.get(role)?.name ?? { zh: role, en: role };
  return blocking(compiled, roles).map(({ rule, name, source, effect, items, sides, resolutions }) => ({
    ...{ rule, name, source, effect, items },
    with: sides.map(({ role, permissions }) => ({ role, permissions })),
    resolution: wayOut(resolutions.map((set) => set.map(nameOf))),
    resolutions,
  }));
}

function wayOut(sets: readonly (readonly Text[])[]): Text {
  return {
    zh: `不启用${sets.map((set) => set.map(({ zh }) => `“${zh}”`).join('和')).join('；或不启用')}。`,
    en: `Leave out ${sets.map((set) => set.map(({ en }) => `“${en}”`).join(' and ')).join(', or ')}.`,
  };
}
