import type { CompiledPolicy, CompiledRole } from './compile.ts';
import { compare } from './evaluate.ts';
import { checkPeriod, covers } from './periods.ts';
import { PolicyError } from './policy-error.ts';
import type { Holding, Instant, Item } from './types.ts';

/** Who holds which duty of an item by grants at one unit. */
type HoldersByDuty = ReadonlyMap<string, ReadonlySet<string>>;

/** For each item, by the unit of the grant, who holds its duties at an instant. */
export class StaffingGrants {
  readonly #policy: CompiledPolicy;
  readonly #byItem = new Map<string, Map<string, Map<string, Set<string>>>>();
  readonly #known = new Map<Item, Map<string, string[][]>>();

  /** @throws PolicyError `unknown-role`, `unknown-unit`, `invalid-period` */
  constructor(policy: CompiledPolicy, holdings: readonly Holding[], at: Instant, away: ReadonlySet<string>) {
    this.#policy = policy;
    const dutiesOf = new Map<CompiledRole, Duty[]>();
    for (const holding of holdings) {
      const role = check(policy, holding);
      if (!covers(holding, at)) continue;
      const duties = dutiesOf.get(role) ?? dutiesOn(policy, role);
      dutiesOf.set(role, duties);
      for (const duty of duties) this.#add(duty, holding, away);
    }
  }

  #add({ item, duty }: Duty, { unit, person }: Holding, away: ReadonlySet<string>): void {
    const units = getOrMake(this.#byItem, item, () => new Map());
    const duties = getOrMake(units, unit, () => new Map());
    const holders = getOrMake(duties, duty, () => new Set());
    if (!away.has(person)) holders.add(person);
  }

  /** The item's own unit, then those where somebody has a grant of it, also if they are away. */
  unitsOf(item: Item): Set<string> {
    return new Set([item.unit, ...[...(this.#byItem.get(item.code)?.keys() ?? [])].sort(compare)]);
  }

  /**
   * For each duty, who holds it by a grant whose subtree contains the unit or the item's own: ascending. Units under the
   * same grants share one list, which is not to be changed.
   */
  holdersAt(item: Item, unit: string): string[][] {
    const grants = this.#byItem.get(item.code);
    const above = [unit, item.unit].flatMap((one) => this.#policy.units.pathUp(one).map(({ code }) => code));
    const from = [...new Set(above)].filter((code) => grants?.has(code)).sort(compare);
    const known = getOrMake(this.#known, item, () => new Map<string, string[][]>());
    return getOrMake(known, from.join('\n'), () => {
      const all = from.map((code) => grants!.get(code)!);
      return item.duties.map((duty) => join(all, duty));
    });
  }
}

interface Duty {
  readonly item: string;
  readonly duty: string;
}

const ON_CASES = new Set(['case', 'all']);

function dutiesOn(policy: CompiledPolicy, role: CompiledRole): Duty[] {
  return role.atoms.flatMap((id) => {
    const { resource, action, item: index } = policy.atoms[id]!;
    const item = policy.items[index];
    return ON_CASES.has(resource) && item?.duties.includes(action) ? [{ item: item.code, duty: action }] : [];
  });
}

function check(policy: CompiledPolicy, holding: Holding): CompiledRole {
  const path = `holdings.${holding.id}`;
  checkPeriod(holding, path);
  const role = policy.roles.get(holding.role);
  if (role === undefined) throw new PolicyError({ code: 'unknown-role', path: `${path}.role`, value: holding.role });
  if (!policy.unitOf.has(holding.unit))
    throw new PolicyError({ code: 'unknown-unit', path: `${path}.unit`, value: holding.unit });
  return role;
}

const join = (grants: readonly HoldersByDuty[], duty: string): string[] =>
  [...new Set(grants.flatMap((byDuty) => [...(byDuty.get(duty) ?? [])]))].sort(compare);

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
