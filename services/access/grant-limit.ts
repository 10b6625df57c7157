import type { CentrePolicy } from './centre-policy.ts';

/** How many days a grant with an end may last, by the risk of its role, where the centre says nothing else. */
const usualDays = { 1: 3 * 366, 2: 2 * 366, 3: 366 } as const;

export interface LimitInForce {
  risk: 1 | 2 | 3;
  longestDays: number;
  /** Whether the centre has set it: then no grant of that risk goes without an end. */
  own: boolean;
}

export function limitOf({ limits }: Pick<CentrePolicy, 'limits'>, risk: number): LimitInForce {
  const level = risk as LimitInForce['risk'];
  const own = limits?.get(risk);
  return { risk: level, longestDays: own ?? usualDays[level], own: own !== undefined };
}
