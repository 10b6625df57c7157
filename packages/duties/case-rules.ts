import { picksAction, picksItem, picksResource } from './selector.ts';
import type { Item, Rule, Selector } from './types.ts';
import type { UnitTree } from './unit-tree.ts';

/** Which selectors of each rule a duty on an item is; rules of which it is none are left out. */
export type Picked = ReadonlyMap<Rule, readonly number[]>;

/** The rules that bind steps: `case` and `recusal`, in the policy's order. What a duty is to them is looked up once. */
export class CaseRules {
  readonly #rules: readonly Rule[];
  readonly #units: UnitTree;
  readonly #known: Map<Item, Map<string, Picked>>;
  readonly #duties: ReadonlySet<string>;
  #bindFirst: boolean | undefined;

  constructor(rules: readonly Rule[], items: readonly Item[], units: UnitTree) {
    this.#rules = rules.filter((rule) => rule.kind === 'case' || rule.kind === 'recusal');
    this.#units = units;
    this.#known = new Map(items.map((item) => [item, new Map()]));
    this.#duties = new Set([
      ...items.flatMap((item) => item.duties),
      ...this.#rules.flatMap((rule) => (rule.of ?? []).flatMap((selector) => selector.action ?? [])),
    ]);
  }

  /** Whether some duty breaks a rule by itself, with nothing done before it and whoever the case is about: seldom so. */
  get bindFirst(): boolean {
    this.#bindFirst ??= [...this.#known.keys()].some((item) =>
      [...this.#duties].some((duty) =>
        [...this.picked(item, duty)].some(([rule, now]) => rule.kind === 'case' && now.length > (rule.atMost ?? 0)),
      ),
    );
    return this.#bindFirst;
  }

  /** An unknown channel is any of the item's. */
  picked(item: Item, duty: string, channel?: string | undefined): Picked {
    // Only names of the policy's own are kept, so that nobody can fill the memory with others.
    if (!this.#duties.has(duty) || (channel !== undefined && !item.channels.includes(channel)))
      return this.#look(item, duty, channel);
    const known = this.#known.get(item);
    const key = channel === undefined ? duty : `${duty} ${channel}`;
    const picked = known?.get(key) ?? this.#look(item, duty, channel);
    known?.set(key, picked);
    return picked;
  }

  #look(item: Item, duty: string, channel: string | undefined): Picked {
    const channels = channel === undefined ? item.channels : [channel];
    const picks = (selector: Selector): boolean =>
      picksAction(selector, duty) &&
      picksResource(selector, 'case') &&
      picksItem(selector, item, this.#units, channels);
    const entries = this.#rules.map((rule): [Rule, number[]] => [
      rule,
      // By which role somebody acts is not known of a step, so a selector's roles let every one through and leave none out: rather too strict.
      selectorsOf(rule).flatMap((selector, index) => (picks(selector) ? [index] : [])),
    ]);
    return new Map(entries.filter(([, selectors]) => selectors.length > 0));
  }
}

/** A recusal rule that picks nothing in particular is about every duty. */
const selectorsOf = (rule: Rule): readonly Selector[] => rule.of ?? (rule.kind === 'recusal' ? [{}] : []);
