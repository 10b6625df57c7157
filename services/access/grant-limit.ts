import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { Left } from './judgement.ts';
import { grantsBeyond, requestsBeyond } from './store/limit-store.ts';

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

export const limitsOf = (policy: Pick<CentrePolicy, 'limits'>): LimitInForce[] =>
  [1, 2, 3].map((risk) => limitOf(policy, risk));

/**
 * What a limit would concern: grants that still last longer, which go on and could not be given so again, and pending requests for longer, which
 * would fail. Taken away (null) it leaves the usual one, by which a grant may go without an end.
 */
export async function beyondLimit(
  transaction: Transaction,
  { centre, policy }: Pick<CentrePolicy, 'centre' | 'policy'>,
  { risk, longestDays: given }: { risk: number; longestDays: number | null },
): Promise<Left[]> {
  const roles = policy.roles.filter((role) => role.risk === risk).map(({ code }) => code);
  const { longestDays: days, own } = limitOf({ limits: new Map(given === null ? [] : [[risk, given]]) }, risk);
  const grants = await grantsBeyond(transaction, centre, roles, days, own);
  const requests = await requestsBeyond(transaction, centre, roles, days, own);
  return [
    { kind: 'grant' as const, refuses: false, ...grants },
    { kind: 'request' as const, refuses: false, ...requests },
  ].filter(({ count }) => count > 0);
}
