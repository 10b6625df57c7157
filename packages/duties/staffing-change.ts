import type { CompiledPolicy } from './compile.ts';
import { type QualifiedRow, Staffing, type StaffingOptions, type StaffingRow } from './staffing.ts';
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
  /**
   * Duties for which fewer than two are left who could do them while as many of the others are done as can be, and fewer than
   * there were; `holders`: who is left.
   */
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
    return is.rowsWithQualified(item, units).flatMap((one) => compareRows(rows?.get(one.row.unit), one) ?? []);
  });
}

const unitsOf = (policy: CompiledPolicy, now: readonly string[], others: readonly string[]): string[] =>
  [...new Set([...now, ...others])].filter((unit) => policy.unitOf.has(unit));

const rowsByUnit = (staffing: Staffing, item: Item, units: readonly string[]): Map<string, QualifiedRow> =>
  new Map(staffing.rowsWithQualified(item, units).map((one) => [one.row.unit, one]));

function compareRows(was: QualifiedRow | undefined, is: QualifiedRow): StaffingLoss | undefined {
  const [before, after] = [was?.row, is.row];
  const { item, unit } = after;
  const unfilled = after.unfilled.filter((duty) => before?.unfilled.includes(duty) !== true);
  const better = before !== undefined && after.unfilled.length < before.unfilled.length;
  // Who lets more be filled than before is no loss.
  const critical = better ? [] : after.critical.filter((person) => before?.critical.includes(person) !== true);
  const broken = !after.feasible && before?.feasible !== false;
  const fewer = after.unfilled.length > (before?.unfilled.length ?? 0);
  // Where more is filled, who was free for a duty may have become needed for another: that is no loss.
  const short = better ? shortOf(holdersOf(before), holdersOf(after)) : shortOf(was?.qualified(), is.qualified());
  const weaker = before === undefined ? after.survives < 1 : after.survives < before.survives;
  if (!broken && !fewer && critical.length === 0 && short.length === 0 && !weaker) return undefined;
  return { item, unit, broken, unfilled, critical, short, ...(before ? { before } : {}), after };
}

type Qualified = ReturnType<QualifiedRow['qualified']>;

const holdersOf = ({ duties }: StaffingRow): Qualified => new Map(duties.map(({ duty, holders }) => [duty, holders]));

function shortOf(before: Qualified | undefined, after: Qualified): StaffingLoss['short'] {
  return [...after].flatMap(([duty, people]) => {
    const had = before?.get(duty)?.length;
    const isShort = people.length < 2 && (had === undefined || people.length < had);
    return isShort ? [{ duty, holders: [...people] }] : [];
  });
}
