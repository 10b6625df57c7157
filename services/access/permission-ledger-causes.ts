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
  period: { from: Date; to: Date },
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
  return ({ was, is, same, before, rows }) => {
    const [row] = rows;
    if (!row || !(same || (was && is))) return {};
    const placed = before.unit === row.personUnit && before.post === row.post;
    return {
      ...(roles.has(row.role) ? { content: contentShift(known, row.role) } : {}),
      ...(units.has(row.unit) ? { reach: reachShift(known, row.unit) } : {}),
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

function contentShift(known: Known, role: string): NonNullable<Shifts['content']> {
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
    causes: causesAmong(known, 'role', (code) => involved.has(code)),
  };
}

function reachShift(known: Known, unit: string): NonNullable<Shifts['reach']> {
  const { before, after } = known.both;
  const [was, is] = [new Set(unitsBelow(before, unit)), new Set(unitsBelow(after, unit))];
  const gained = less(is, was).filter((code) => before.unitOf.has(code));
  const lost = less(was, is);
  const differing = new Set([...gained, ...lost]);
  return { gained, lost, causes: causesAmong(known, 'unit', (code) => differing.has(code) && known.moved.has(code)) };
}

function causesAmong(
  { both: { after }, changes, bases }: Known,
  kind: 'role' | 'unit',
  isMeant: (code: string) => boolean,
): LedgerShiftCause[] {
  const nameOf = (code: string): Text =>
    (kind === 'role' ? after.roles.get(code)?.role : after.unitOf.get(code))?.name ?? { zh: code, en: code };
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
