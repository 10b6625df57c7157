import { type Chain, holdersOf, type Organisation } from '@zhiheng/approvals';
import type { CentrePolicy } from './centre-policy.ts';

const grantChains = ({ chains, compiled }: CentrePolicy, unit: string): Chain[] => {
  const kind = compiled.unitOf.get(unit)?.kind;
  return chains
    .filter(({ change, unitKind }) => change === 'grant' && (unitKind === undefined || unitKind === kind))
    .toSorted((a, b) => b.risk - a.risk);
};

/** The post that the chains ask of a unit first: that of its head. */
export const headPost = (policy: CentrePolicy, unit: string): string | undefined =>
  grantChains(policy, unit)
    .flatMap(({ stages }) => stages)
    .find(({ of }) => of === 'grant-unit')?.by;

/** Ids of who heads a unit, or the nearest above it that has a head. */
export function headsOf(policy: CentrePolicy, unit: string, organisation: Organisation): string[] {
  const post = headPost(policy, unit);
  return post === undefined ? [] : holdersOf(post, 'grant-unit', unit, organisation);
}

/** Ids of who directs the centre: the last post at the centre that a chain of the highest risk asks. */
export function directorsOf(policy: CentrePolicy, unit: string, organisation: Organisation): string[] {
  const [riskiest] = grantChains(policy, unit);
  const post = riskiest?.stages.findLast(({ of }) => of === 'centre')?.by;
  return post === undefined ? [] : holdersOf(post, 'centre', unit, organisation);
}
