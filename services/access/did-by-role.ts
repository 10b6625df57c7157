import { type Exercise, rolesAble } from '@zhiheng/duties';
import { type PolicyThen, policyThen } from './policy-then.ts';
import { type PastFilter, readHeldExercises } from './store/did-do-store.ts';
import type { View } from './viewer.ts';

/** Before anything that is known to have changed. */
const atFirst = '-infinity';

/**
 * What people did, with the roles by which each could have done it: those of the grants that they held at that moment whose
 * content of that moment allowed the duty there. Which grant it was, a step does not say.
 */
export async function exercisesByRole(view: View, filter: PastFilter): Promise<Exercise[]> {
  const exercises = await readHeldExercises(view.transaction, view.centre, filter);
  const moments = [...new Set(exercises.map(({ policySince }) => policySince ?? atFirst))];
  const policies = new Map<string, PolicyThen>();
  for (const moment of moments) policies.set(moment, await policyThen(view, moment));
  return exercises.map(({ held, policySince, ...exercise }) => ({
    ...exercise,
    by: rolesAble(policies.get(policySince ?? atFirst) as PolicyThen, held, exercise),
  }));
}
