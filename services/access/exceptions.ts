import type { Adjustment, Exception } from '@zhiheng/contracts';
import { grantOf } from './deputy-holdings.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { seesWholeCentre } from './sight.ts';
import { type AdjustmentRow, grantsById } from './store/adjustment-store.ts';
import type { ExceptionRow } from './store/exception-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** Holding one of these at any unit, one sees every exception and adjustment: they are what internal control watches. */
const watching = [
  ['inspect', 'inspection'],
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['decide', 'exception'],
] as const;

/** Whose exceptions and adjustments the viewer sees: undefined for everybody's. */
export function unitsWatched(view: View): { units?: string[]; only?: string } {
  const { policy, sight, held } = view;
  const permissions = permissionsOf(policy, held);
  const watches = watching.some(
    ([action, resource]) => unitsPermitting(policy, permissions, action, resource).size > 0,
  );
  if (watches || seesWholeCentre(sight, policy)) return {};
  return { units: [...sight.overseen], ...(sight.self === undefined ? {} : { only: sight.self }) };
}

export async function exceptionDocuments(
  { transaction, centre }: View,
  rows: readonly ExceptionRow[],
): Promise<Exception[]> {
  const people = await peopleById(
    transaction,
    centre,
    rows.flatMap(({ person, controlOwner, endedBy }) => [person, controlOwner, ...(endedBy ? [endedBy] : [])]),
  );
  return rows.map(({ person, controlOwner, validFrom, validUntil, remindedAt, endedAt, endedBy, ...row }) => ({
    ...row,
    ...whoIs(people, person),
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
    controlOwner: people.get(controlOwner)?.username ?? null,
    remindedAt: remindedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    endedBy: endedBy && (people.get(endedBy)?.username ?? null),
  }));
}

export async function adjustmentDocuments(
  { transaction, centre }: View,
  rows: readonly AdjustmentRow[],
): Promise<Adjustment[]> {
  const people = await peopleById(
    transaction,
    centre,
    rows.flatMap(({ person, escalatedTo }) => [person, ...escalatedTo]),
  );
  const ids = rows.flatMap(({ resolutions }) => resolutions.flat()).map(grantOf);
  const grants = await grantsById(transaction, centre, [...new Set(ids)]);
  return rows.map(({ person, resolutions, rung: _, ...row }) => ({
    ...row,
    ...whoIs(people, person),
    resolutions: resolutions.map((set) =>
      set.map(grantOf).map((grant) => ({
        grant,
        role: grants.get(grant)?.role ?? null,
        unit: grants.get(grant)?.unit ?? null,
      })),
    ),
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    remindedAt: row.remindedAt?.toISOString() ?? null,
    escalatedAt: row.escalatedAt?.toISOString() ?? null,
    escalatesAt: row.escalatesAt?.toISOString() ?? null,
    escalatedTo: row.escalatedTo.map((one) => people.get(one)?.username ?? one).sort(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }));
}

type People = Awaited<ReturnType<typeof peopleById>>;

function whoIs(people: People, person: string) {
  const who = people.get(person);
  if (!who) throw new Error(`There is no person ${person}.`);
  return { person, username: who.username, name: who.name, unit: who.unit };
}
