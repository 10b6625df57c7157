import { newIn } from './change-impact.ts';
import type { CompiledPolicy } from './compile.ts';
import { PolicyError } from './policy-error.ts';
import { type CentreHoldings, type ScanOptions, scan } from './scan.ts';
import { scanCeilings } from './scan-ceilings.ts';
import type { Conflict, Effect, Exception, Holding } from './types.ts';

/** What a change of policy does to those who hold something. */
export interface ChangeReview {
  /** New conflicts with rules that block and were there before: the change is refused, or carries the cure. */
  refused: Conflict[];
  /** New conflicts with rules that only observe. */
  observed: Conflict[];
  /**
   * What is held already against a rule that is new and blocks. It blocks everybody from its start; these are tolerated as they
   * stand, no wider and no longer, until their person has given up one of the `resolutions`.
   */
  settling: Conflict[];
  /** Conflicts of before that are gone altogether. */
  resolved: Conflict[];
}

interface ReviewOptions extends ScanOptions {
  /** Ids of the grants that the change takes away with it. */
  readonly cure?: readonly string[] | undefined;
  /** Where grants at this unit go with the change; they keep their ids. */
  readonly moves?: { readonly from: string; readonly to: string } | undefined;
}

/**
 * Weighs a change of roles, hierarchy, items, units or rules by what it does to the holdings as they stand, static rules and
 * ceilings. Every conflict of after that was not there before, or not on as much, or not for as long, is in exactly one of the first
 * three lists; to a rule that turns from `observe` to `block` all of its own are new.
 * @throws PolicyError `unknown-role` or `unknown-unit` when the change takes away what is still granted
 */
export function reviewChange(
  before: CompiledPolicy,
  after: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ReviewOptions = {},
): ChangeReview {
  const broken = (policy: CompiledPolicy, held: CentreHoldings): Conflict[] => [
    ...scan(policy, held, exceptions, options),
    ...scanCeilings(policy, held, exceptions, options),
  ];
  const old = broken(before, holdings);
  const now = broken(after, changed(holdings, options));
  const fresh = (wanted: Effect): Conflict[] => {
    const ofEffect = ({ effect }: Conflict) => effect === wanted;
    return newIn(now.filter(ofEffect), old.filter(ofEffect));
  };
  const blocked = fresh('block');
  return {
    refused: blocked.filter(({ rule }) => before.ruleOf.has(rule)),
    observed: fresh('observe'),
    settling: blocked.filter(({ rule }) => !before.ruleOf.has(rule)),
    resolved: old.filter((one) => !now.some(({ person, rule }) => person === one.person && rule === one.rule)),
  };
}

/**
 * Who stands in the way of a rule that observes and is to block: everybody who breaks it without an exception for as long as
 * they do. It may block when there is nobody.
 * @throws PolicyError `unknown-rule`, and as `scan`
 */
export function standingAgainst(
  policy: CompiledPolicy,
  rule: string,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ScanOptions = {},
): Conflict[] {
  const found = policy.ruleOf.get(rule);
  if (found === undefined) throw new PolicyError({ code: 'unknown-rule', path: 'rule', value: rule });
  const judge = found.kind === 'ceiling' ? scanCeilings : scan;
  return judge(policy, holdings, exceptions, options).filter((conflict) => conflict.rule === rule);
}

/** The holdings as the change leaves them. */
function changed(holdings: CentreHoldings, { cure = [], moves }: ReviewOptions): CentreHoldings {
  if (cure.length === 0 && moves === undefined) return holdings;
  const gone = new Set(cure);
  const lists = holdings instanceof Map ? [...holdings.values()].flat() : [...(holdings as readonly Holding[])];
  return lists
    .filter(({ id }) => !gone.has(id))
    .map((holding) => (moves && holding.unit === moves.from ? { ...holding, unit: moves.to } : holding));
}
