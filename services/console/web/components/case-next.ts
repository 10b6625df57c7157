import type { Case, Item } from '@zhiheng/contracts';

/** Who may not do the duty that a case waits for, and who alone may, by what was done on it. By username. */
export interface NextStep {
  duty: string;
  /** They did another duty on it: in this round or an earlier one, it is the same. */
  barred: string[];
  /** Whoever did a duty that goes together with it in this round does it, nobody else. */
  bound: string | undefined;
}

/** Undefined while it waits for none. `item`: with the duties that it binds together. */
export function nextStepOf(
  { nextDuty, round, steps }: Case,
  item: Pick<Item, 'bound'> | undefined,
): NextStep | undefined {
  if (nextDuty === null) return undefined;
  const together = item?.bound?.find((group) => group.includes(nextDuty)) ?? [];
  const binding = steps.find((step) => step.round === round && together.includes(step.duty));
  const others = steps.filter(({ duty }) => duty !== nextDuty && !together.includes(duty));
  const barred = [...new Set(others.map(nameOf))];
  return { duty: nextDuty, barred, bound: binding && nameOf(binding) };
}

export const nameOf = ({ username, person }: Case['steps'][number]): string => username ?? person;
