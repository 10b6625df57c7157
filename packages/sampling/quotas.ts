import { type Plan, type Quota, riskOf } from './plan.ts';

/** How many of each stratum are drawn, given how many it has that need not be in anyway. */
export function quotasOf(plan: Plan, strata: ReadonlyMap<string, number>): Map<string, number> {
  if (plan.method === 'count') return parted(plan.count ?? 0, strata);
  return new Map([...strata].map(([stratum, members]) => [stratum, quotaOf(plan.quotas[riskOf(stratum)], members)]));
}

/** Rounded up, at least the least, at most all. */
const quotaOf = ({ per10000, least }: Quota, members: number): number =>
  Math.min(members, Math.max(least, Math.ceil((members * per10000) / 10_000)));

/**
 * Parts a number over strata by their sizes (highest averages with the odd divisors, Sainte-Laguë): each seat goes where
 * members ÷ (2 × seats + 1) is greatest, ties by the stratum's text. A greater number takes a seat from no stratum.
 */
function parted(count: number, strata: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...strata.values()].reduce((sum, members) => sum + members, 0);
  const given = Math.min(count, all);
  const seats = [...strata].flatMap(([stratum, members]) => {
    // No stratum gets as many as two more than its share.
    const most = Math.min(members, Math.ceil((given * members) / Math.max(all, 1)) + 2);
    return Array.from({ length: most }, (_, seat) => ({ stratum, members, divisor: 2 * seat + 1 }));
  });
  seats.sort((a, b) => b.members * a.divisor - a.members * b.divisor || (a.stratum < b.stratum ? -1 : 1));
  const quotas = new Map([...strata.keys()].map((stratum) => [stratum, 0]));
  for (const { stratum } of seats.slice(0, given)) quotas.set(stratum, (quotas.get(stratum) ?? 0) + 1);
  return quotas;
}
