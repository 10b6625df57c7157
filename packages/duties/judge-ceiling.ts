import type { CompiledPolicy } from './compile.ts';
import { compare, holesFor, itemsOf, type JudgeOptions, permissionsOf, prepareHoldings } from './evaluate.ts';
import type { Held } from './held.ts';
import { subtract, union } from './periods.ts';
import type { Conflict, Holding, Period, Rule, Side, Unit } from './types.ts';

/**
 * What one person holds above the ceiling of a kind of unit. A grant at a unit of such a kind, or inside one, may hold
 * only the allowed actions, and only on items offered on the kind's channel; what is not on an item is above it.
 * @throws PolicyError as `judge`
 */
export function judgeCeiling(
  policy: CompiledPolicy,
  holdings: readonly Holding[],
  options: JudgeOptions = {},
): Conflict[] {
  const held = prepareHoldings(policy, holdings, options);
  return policy.rules
    .filter((rule) => rule.kind === 'ceiling')
    .map((rule) => judgeRule(policy, rule, held, options))
    .filter((conflict) => conflict !== undefined);
}

interface Excess {
  readonly side: Side;
  readonly periods: readonly Period[];
}

function judgeRule(
  policy: CompiledPolicy,
  rule: Rule,
  held: readonly Held[],
  options: JudgeOptions,
): Conflict | undefined {
  const excesses = held
    .filter((one) => options.proposed === undefined || one.proposed)
    .map((one) => excessOf(policy, rule, one, options))
    .filter((excess) => excess !== undefined);
  const [first] = excesses;
  if (first === undefined) return undefined;
  const sides = excesses.map((excess) => excess.side);
  const periods = union(excesses.flatMap((excess) => excess.periods));
  return {
    rule: rule.code,
    name: rule.name,
    source: rule.source,
    effect: rule.effect,
    person: held[0]!.holding.person,
    items: itemsOf(policy, sides),
    units: [...new Set(sides.map((side) => side.unit))].sort(compare),
    from: periods[0]!.from,
    until: periods.at(-1)!.until,
    periods,
    sides,
    resolutions: [sides.map((side) => side.holding)],
  };
}

function excessOf(policy: CompiledPolicy, rule: Rule, held: Held, options: JudgeOptions): Excess | undefined {
  const { holding, role, proposed } = held;
  const kind = ceilingKind(policy.units.pathUp(holding.unit), rule);
  if (kind === undefined) return undefined;
  const above = role.atoms.filter((atom) => isAbove(policy, rule, kind, atom));
  const window = { from: Math.max(held.from, options.from ?? -Infinity), until: held.until };
  const periods = subtract(window, holesFor(holding.person, rule.code, options.exceptions));
  if (above.length === 0 || periods.length === 0) return undefined;
  const { id, unit, from, until } = holding;
  const permissions = permissionsOf(policy, above);
  return {
    side: { holding: id, role: holding.role, unit, permissions, selectors: [], proposed, from, until },
    periods,
  };
}

/** The nearest kind with a ceiling, of the unit itself or of one it lies in. */
export const ceilingKind = (path: readonly Unit[], rule: Rule): string | undefined =>
  path.find((unit) => rule.unitKinds?.includes(unit.kind))?.kind;

function isAbove(policy: CompiledPolicy, rule: Rule, kind: string, id: number): boolean {
  const { action, item } = policy.atoms[id]!;
  if (item < 0 || !rule.allow?.action.includes(action)) return true;
  const channel = rule.allow.channel?.[kind];
  return channel !== undefined && !policy.items[item]!.channels.includes(channel);
}
