import type { CompiledPolicy } from './compile.ts';
import { ceilingKind, judgeCeiling } from './judge-ceiling.ts';
import type { CentreHoldings, ScanOptions } from './scan.ts';
import type { Conflict, Exception, Holding } from './types.ts';

/**
 * What the whole centre holds above the ceilings: as `judgeCeiling` for one person after another, in order of their
 * first grant at a unit with a ceiling. Only such grants are looked at closely.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `invalid-period`
 */
export function scanCeilings(
  policy: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ScanOptions = {},
): Conflict[] {
  const rules = policy.rules.filter((rule) => rule.kind === 'ceiling');
  if (rules.length === 0) return [];
  const bound = new Map<string, boolean>();
  const isBound = ({ unit }: Holding): boolean => {
    const known = bound.get(unit);
    if (known !== undefined) return known;
    const path = policy.units.pathUp(unit);
    // An unknown unit is left for the judge to refuse.
    const answer = path.length === 0 || rules.some((rule) => ceilingKind(path, rule) !== undefined);
    bound.set(unit, answer);
    return answer;
  };
  const lists = holdings instanceof Map ? [...holdings.values()].flat() : (holdings as readonly Holding[]);
  const byPerson = Map.groupBy(lists.filter(isBound), (holding) => holding.person);
  const exceptionsOf = Map.groupBy(exceptions, (exception) => exception.person);
  return [...byPerson].flatMap(([person, own]) =>
    judgeCeiling(policy, own, { exceptions: exceptionsOf.get(person), from: options.from }),
  );
}
