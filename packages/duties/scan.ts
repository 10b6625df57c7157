import type { CompiledPolicy } from './compile.ts';
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
 * @throws PolicyError `unknown-role`, `unknown-unit`, `invalid-period`, `several-people`
 */
export function scan(
  policy: CompiledPolicy,
  holdings: CentreHoldings,
  exceptions: readonly Exception[] = [],
  options: ScanOptions = {},
): Conflict[] {
  const scanning = new Scan(policy, exceptions, options);
  const inRuns = isList(holdings) ? scanning.runs(holdings) : undefined;
  if (inRuns !== undefined) return inRuns;
  return scanning.groups(isList(holdings) ? Map.groupBy(holdings, (holding) => holding.person) : holdings);
}

const isList = (holdings: CentreHoldings): holdings is readonly Holding[] => Array.isArray(holdings);

class Scan {
  readonly #policy: CompiledPolicy;
  readonly #prefilter: Prefilter;
  readonly #exceptionsOf: ReadonlyMap<string, readonly Exception[]>;
  readonly #from: Instant | undefined;

  constructor(policy: CompiledPolicy, exceptions: readonly Exception[], { from }: ScanOptions) {
    this.#policy = policy;
    this.#prefilter = new Prefilter(policy, 'static');
    this.#exceptionsOf = Map.groupBy(exceptions, (exception) => exception.person);
    this.#from = from;
  }

  /** Lists usually come by person: then nothing has to be sorted. Undefined if somebody stands in two places. */
  runs(list: readonly Holding[]): Conflict[] | undefined {
    const conflicts: Conflict[] = [];
    const seen = new Set<string>();
    for (let first = 0; first < list.length; ) {
      const { person } = list[first]!;
      if (seen.has(person)) return undefined;
      seen.add(person);
      const { rules, after } = this.#prefilter.take(list, first);
      if (rules.length > 0) conflicts.push(...this.#judge(list.slice(first, after), rules));
      first = after;
    }
    return conflicts;
  }

  groups(groups: ReadonlyMap<string, readonly Holding[]>): Conflict[] {
    const conflicts: Conflict[] = [];
    for (const own of groups.values()) {
      const { rules, after } = this.#prefilter.take(own);
      if (after < own.length) throw severalPeople(own[after]!);
      if (rules.length > 0) conflicts.push(...this.#judge(own, rules));
    }
    return conflicts;
  }

  #judge(own: readonly Holding[], rules: readonly number[]): Conflict[] {
    const judging = { exceptions: this.#exceptionsOf.get(own[0]!.person), from: this.#from };
    const held = prepareHoldings(this.#policy, touching(this.#policy, own, new Set(rules)), judging);
    return evaluateRules(this.#policy, this.#prefilter, held, judging);
  }
}

/** The holdings that take part in one of the rules: few of many. */
const touching = (policy: CompiledPolicy, own: readonly Holding[], rules: ReadonlySet<number>): Holding[] =>
  own.filter((holding) => policy.roles.get(holding.role)!.posts.some((post) => rules.has(policy.posts[post]!.rule)));

const severalPeople = ({ id, person }: Holding): PolicyError =>
  new PolicyError({ code: 'several-people', path: `holdings.${id}.person`, value: person });
