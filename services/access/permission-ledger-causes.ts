import type { LedgerBasis, LedgerDifference, LedgerShiftCause } from '@zhiheng/contracts';
import type { Permission, Text } from '@zhiheng/duties';
import { type PolicyThen, permissionsThen, senseOf, unitsBelow } from './policy-then.ts';
import { type ContentChange, readContentChanges } from './store/history-store.ts';
import { basesOf, type DifferenceRow, type Move, readMoves } from './store/permission-ledger-store.ts';
import type { View } from './viewer.ts';

/** The policy at the two moments that are compared. */
export interface Both {
  before: PolicyThen;
  after: PolicyThen;
}

/** What differs about a holding although its grant is the same. */
export type Shifts = Pick<LedgerDifference, 'content' | 'reach' | 'moves'>;

/** Roles that allow or deny something else than before, by their own content or by what they inherit. */
export function changedRoles({ before, after }: Both): string[] {
  if (before === after) return [];
  const sense = (then: PolicyThen, role: string) => permissionsThen(then, role).map(senseOf).join();
  return [...after.roles.keys()].filter((role) => before.roles.has(role) && sense(before, role) !== sense(after, role));
}

/** Units that reach another part of what was there at both moments; that a new unit comes below one is no change. */
export function changedUnits(both: Both): string[] {
  const above = (then: PolicyThen, unit: string) => new Set(then.units.pathUp(unit).map(({ code }) => code));
  const changed = movedUnits(both).flatMap((unit) => {
    const [was, is] = [above(both.before, unit), above(both.after, unit)];
    return [...less(was, is), ...less(is, was)];
  });
  return [...new Set(changed)].filter((unit) => both.before.unitOf.has(unit));
}

const less = (these: ReadonlySet<string>, those: ReadonlySet<string>) => [...these].filter((one) => !those.has(one));

/** Units that lie directly below another than before. */
const movedUnits = ({ before, after }: Both): string[] =>
  [...before.unitOf].filter(([code, { parent }]) => after.unitOf.get(code)?.parent !== parent).map(([code]) => code);

/** What each row owes to roles, units and people having changed, with the requests and moves that it came by. */
export async function shiftsOf(
  { transaction, centre }: View,
  both: Both,
  { item, ...period }: { from: Date; to: Date; item?: string | undefined },
  found: readonly DifferenceRow[],
): Promise<(row: DifferenceRow) => Shifts> {
  const changes = await readContentChanges(transaction, centre, period);
  const bases = await basesOf(
    transaction,
    centre,
    changes.map(({ request }) => request),
  );
  const people = found.flatMap(({ rows }) => rows[0]?.person ?? []);
  const moves = Map.groupBy(await readMoves(transaction, centre, people, period), ({ person }) => person);
  const [roles, units] = [new Set(changedRoles(both)), new Set(changedUnits(both))];
  const known = { both, changes, bases, moved: new Set(movedUnits(both)) };
  const itemDiffers = item !== undefined && dutiesOf(both.before, item) !== dutiesOf(both.after, item);
  return ({ was, is, same, before, rows }) => {
    const [row] = rows;
    if (!row || !(same || (was && is))) return {};
    const placed = before.unit === row.personUnit && before.post === row.post;
    // What comes into what is asked for, or leaves it, may do so by the item that is asked for or by where its unit lies.
    const crosses = was !== is;
    const content = roles.has(row.role) || (crosses && itemDiffers);
    const reach = units.has(row.unit) || (crosses && movedAbove(known, row.unit).size > 0);
    return {
      ...(content ? { content: contentShift(known, row.role, itemDiffers ? item : undefined) } : {}),
      ...(reach ? { reach: reachShift(known, row.unit) } : {}),
      ...(placed ? {} : { moves: (moves.get(row.person) ?? []).map(moveDocument) }),
    };
  };
}

interface Known {
  both: Both;
  changes: readonly ContentChange[];
  bases: ReadonlyMap<string, LedgerBasis>;
  moved: ReadonlySet<string>;
}

const dutiesOf = ({ items }: PolicyThen, item: string): string | undefined =>
  items
    .find(({ code }) => code === item)
    ?.duties.toSorted()
    .join();

/** Units that lie elsewhere than before, of those above a unit at either moment and itself. */
function movedAbove({ both, moved }: Known, unit: string): Set<string> {
  const above = [both.before, both.after].flatMap((then) => then.units.pathUp(unit).map(({ code }) => code));
  return new Set(above.filter((code) => moved.has(code)));
}

function contentShift(known: Known, role: string, item: string | undefined): NonNullable<Shifts['content']> {
  const { before, after } = known.both;
  const [was, is] = [permissionsThen(before, role), permissionsThen(after, role)];
  const without = (these: Permission[], those: Permission[]) => {
    const senses = new Set(those.map(senseOf));
    return these.filter((one) => !senses.has(senseOf(one))) as NonNullable<Shifts['content']>['gained'];
  };
  const involved = new Set([before, after].flatMap((then) => [...(then.roles.get(role)?.closure ?? [])]));
  return {
    gained: without(is, was),
    lost: without(was, is),
    causes: [
      ...causesAmong(known, 'role', (code) => involved.has(code)),
      ...causesAmong(known, 'item', (code) => code === item),
    ],
  };
}

function reachShift(known: Known, unit: string): NonNullable<Shifts['reach']> {
  const { before, after } = known.both;
  const [was, is] = [new Set(unitsBelow(before, unit)), new Set(unitsBelow(after, unit))];
  const gained = less(is, was).filter((code) => before.unitOf.has(code));
  const lost = less(was, is);
  const differing = new Set([...gained, ...lost]);
  const moved =
    differing.size > 0 ? new Set([...differing].filter((code) => known.moved.has(code))) : movedAbove(known, unit);
  return { gained, lost, causes: causesAmong(known, 'unit', (code) => moved.has(code)) };
}

function causesAmong(
  { both: { after }, changes, bases }: Known,
  kind: LedgerShiftCause['kind'],
  isMeant: (code: string) => boolean,
): LedgerShiftCause[] {
  const named = {
    role: (code: string) => after.roles.get(code)?.role,
    unit: (code: string) => after.unitOf.get(code),
    item: (code: string) => after.items.find((item) => item.code === code),
  }[kind];
  const nameOf = (code: string): Text => named(code)?.name ?? { zh: code, en: code };
  return changes
    .filter((change) => change.kind === kind && isMeant(change.code))
    .map(({ code, at, request }) => ({
      ...{ kind, code, name: nameOf(code), at: at.toISOString() },
      by: request === null ? null : (bases.get(request) ?? null),
    }));
}

const moveDocument = ({ at, unit, post, transfer, rehire }: Move) => ({
  ...{ at: at.toISOString(), unit, post },
  by: transfer === null ? ('rehire' as const) : ('transfer' as const),
  id: (transfer ?? rehire) as string,
});
