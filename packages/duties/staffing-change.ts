import type { CompiledPolicy } from './compile.ts';
import { Staffing, type StaffingOptions, type StaffingRow } from './staffing.ts';
import type { Holding, Item } from './types.ts';

/** The centre at one moment: what holds, who holds what, who is away. */
export interface StaffingState extends Pick<StaffingOptions, 'at' | 'away' | 'exceptions'> {
  readonly policy: CompiledPolicy;
  readonly holdings: readonly Holding[];
}

/** One item at one unit that a change leaves worse off. */
export interface StaffingLoss {
  item: string;
  unit: string;
  /** Whether it can no longer be done, or, being new, not at all. */
  broken: boolean;
  /** Duties that are left open and were not, or, being new, are left open. */
  unfilled: string[];
  /** People it has come to depend on. */
  critical: string[];
  /** Duties for which fewer than two people are left, and fewer than there were. */
  short: { duty: string; holders: string[] }[];
  /** Absent: the item or the unit is new. */
  before?: StaffingRow;
  after: StaffingRow;
}

/** A unit at which an item is done, or is to be, whether somebody has a grant there or not. */
export interface Place {
  readonly item: string;
  readonly unit: string;
}

export interface ChangeOptions extends Omit<StaffingOptions, 'at' | 'away' | 'exceptions'> {
  /** Looked at beside the rows that either state has. */
  readonly places?: readonly Place[] | undefined;
}

/**
 * What a change makes worse: a departure or a leave (`away`), a removal (other `holdings`), a new item or another policy.
 * Rows are those of both states, so that a unit whose last grant goes is among them; items and units that go are not.
 * @throws PolicyError as `staffing`
 */
export function staffingChange(
  before: StaffingState,
  after: StaffingState,
  { places = [], ...options }: ChangeOptions = {},
): StaffingLoss[] {
  const [was, is] = [before, after].map(({ policy, holdings, at, away, exceptions }) => {
    const known = { items: options.items?.filter((item) => policy.itemIndex.has(item)) };
    const units = options.units?.filter((unit) => policy.unitOf.has(unit));
    const bound = options.bound?.filter(({ item }) => policy.itemIndex.has(item));
    return new Staffing(policy, holdings, { ...options, ...known, units, bound, at, away, exceptions });
  }) as [Staffing, Staffing];
  return is.items().flatMap((item) => {
    const old = before.policy.items[before.policy.itemIndex.get(item.code) ?? -1];
    const also = places.flatMap((place) => (place.item === item.code ? [place.unit] : []));
    const units = unitsOf(after.policy, is.unitsOf(item), [...(old ? was.unitsOf(old) : []), ...also]);
    const rows =
      old &&
      rowsByUnit(
        was,
        old,
        units.filter((unit) => before.policy.unitOf.has(unit)),
      );
    return is.rowsOf(item, units).flatMap((row) => compareRows(rows?.get(row.unit), row) ?? []);
  });
}

const unitsOf = (policy: CompiledPolicy, now: readonly string[], others: readonly string[]): string[] =>
  [...new Set([...now, ...others])].filter((unit) => policy.unitOf.has(unit));

const rowsByUnit = (staffing: Staffing, item: Item, units: readonly string[]): Map<string, StaffingRow> =>
  new Map(staffing.rowsOf(item, units).map((row) => [row.unit, row]));

function compareRows(before: StaffingRow | undefined, after: StaffingRow): StaffingLoss | undefined {
  const { item, unit } = after;
  const unfilled = after.unfilled.filter((duty) => before?.unfilled.includes(duty) !== true);
  const better = before !== undefined && after.unfilled.length < before.unfilled.length;
  // Who lets more be filled than before is no loss.
  const critical = better ? [] : after.critical.filter((person) => before?.critical.includes(person) !== true);
  const broken = !after.feasible && before?.feasible !== false;
  const fewer = after.unfilled.length > (before?.unfilled.length ?? 0);
  const short = after.duties.filter(({ duty, holders }) => {
    const had = before?.duties.find((one) => one.duty === duty)?.holders.length;
    return holders.length < 2 && (had === undefined || holders.length < had);
  });
  const weaker = before === undefined ? after.survives < 1 : after.survives < before.survives;
  if (!broken && !fewer && critical.length === 0 && short.length === 0 && !weaker) return undefined;
  return { item, unit, broken, unfilled, critical, short, ...(before ? { before } : {}), after };
}
