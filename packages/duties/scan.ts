import type { CompiledPolicy, CompiledRole } from './compile.ts';
import { prepareHoldings } from './evaluate.ts';
import { evaluateRules } from './judge.ts';
import { PolicyError } from './policy-error.ts';
import { Prefilter } from './prefilter.ts';
import type { Conflict, Exception, Holding, Instant } from './types.ts';

/** All holdings of a centre: one list in any order, or already by person. */
export type CentreHoldings = readonly Holding[] | ReadonlyMap<string, readonly Holding[]>;

export interface ScanOptions {
  /** Judge from this instant on. Absent: all of time. */
  readonly from?: Instant | undefined;
}

/**
 * What the whole centre breaks of the static rules: as `judge` for one person after another, in order of first
 * appearance. One pass over the holdings; only people whose roles could break a rule are looked at closely.
 * @throws PolicyError `unknown-role`, `unknown-unit`, `invalid-period`
 */
export function scan(
  policy: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ScanOptions = {},
): Conflict[] {
  const prefilter = new Prefilter(policy, 'static');
  const exceptionsOf = Map.groupBy(exceptions, (exception) => exception.person);
  const conflicts: Conflict[] = [];
  for (const [person, own] of isList(holdings) ? groupByPerson(holdings) : holdings) {
    const rules = prefilter.candidates(own.map((holding) => roleOf(policy, holding)));
    if (rules.length === 0) continue;
    const judging = { exceptions: exceptionsOf.get(person), from: options.from };
    const held = prepareHoldings(policy, touching(policy, own, new Set(rules)), judging);
    conflicts.push(...evaluateRules(policy, prefilter, held, judging));
  }
  return conflicts;
}

const isList = (holdings: CentreHoldings): holdings is readonly Holding[] => Array.isArray(holdings);

/** Lists usually come sorted by person, so the map is asked once a run, not once a holding. */
function groupByPerson(holdings: readonly Holding[]): Map<string, Holding[]> {
  const byPerson = new Map<string, Holding[]>();
  let person: string | undefined;
  let own: Holding[] = [];
  for (const holding of holdings) {
    if (holding.person !== person) {
      person = holding.person;
      own = byPerson.get(person) ?? [];
      byPerson.set(person, own);
    }
    own.push(holding);
  }
  return byPerson;
}

function roleOf(policy: CompiledPolicy, { id, role }: Holding): CompiledRole {
  const compiled = policy.roles.get(role);
  if (compiled === undefined) throw new PolicyError({ code: 'unknown-role', path: `holdings.${id}.role`, value: role });
  return compiled;
}

/** The holdings that take part in one of the rules: few of many. */
const touching = (policy: CompiledPolicy, own: readonly Holding[], rules: ReadonlySet<number>): Holding[] =>
  own.filter((holding) => roleOf(policy, holding).posts.some((post) => rules.has(policy.posts[post]!.rule)));
