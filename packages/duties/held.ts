import type { CompiledPolicy, CompiledRole } from './compile.ts';
import type { Holding, Period } from './types.ts';

/** A holding with its role looked up. */
export interface Held extends Period {
  readonly holding: Holding;
  readonly role: CompiledRole;
  readonly proposed: boolean;
}

/** A holding that holds one of a rule's selectors, somewhere. */
export interface Touch {
  readonly held: number;
  readonly post: number;
}

/** The touches of each rule in question, by holding. */
export function collectTouches(
  policy: CompiledPolicy,
  held: readonly Held[],
  rules: readonly number[],
): Map<number, Touch[]> {
  const byRule = new Map(rules.map((rule): [number, Touch[]] => [rule, []]));
  held.forEach(({ role }, index) => {
    for (const post of role.posts) byRule.get(policy.posts[post]!.rule)?.push({ held: index, post });
  });
  return byRule;
}

/** The role's atoms that the post picks. */
export function pickedAtoms(policy: CompiledPolicy, postId: number, role: CompiledRole): readonly number[] {
  const { atoms } = policy.posts[postId]!;
  return role.atoms.filter((atom) => atoms.has(atom));
}
