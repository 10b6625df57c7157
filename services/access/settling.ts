import type { CentrePolicy } from './centre-policy.ts';

/**
 * Whether a blocking rule only observes this person until they are clean. Asked only of what is held already: whatever would be held
 * besides is judged as everybody's, and refused where it takes part in a conflict, so that no toleration ever widens or lasts longer.
 */
export const isSettling = (
  { settling }: Pick<CentrePolicy, 'settling'>,
  { rule, person }: { rule: string; person: string },
): boolean => settling?.get(rule)?.people.has(person) ?? false;

/** Whether a ceiling that blocks only observes this grant: it was above it when the ceiling began. */
export const isTolerated = ({ settling }: Pick<CentrePolicy, 'settling'>, rule: string, grant: string): boolean =>
  settling?.get(rule)?.grants.has(grant) ?? false;
