import type { HeldConflict } from '@zhiheng/contracts';
import { type Conflict, explain, type Severity, severityOf } from '@zhiheng/duties';
import { keyOf, type Scans } from './scans.ts';
import { isSettling } from './settling.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

export interface ConflictsWanted {
  rule?: string;
  /** Id. */
  person?: string;
  /** Code of a unit: people who belong to it or below it. */
  unit?: string;
  effect?: string;
  severity?: number;
  /** Only what a new rule still tolerates; false: only what nothing tolerates. */
  settling?: boolean;
}

/** Somebody who broke a rule, as the list shows them. */
export interface Who {
  id: string;
  username: string | null;
  name: string;
  unit: string;
}

interface Found {
  conflict: Conflict;
  severity: Severity;
  /** Held already when its rule began, and to be given up by a date. */
  settling: boolean;
  who: Who;
}

/** Held conflicts of the people whose business the viewer sees, in order of person and rule. */
export async function findConflicts(view: View, scans: Scans, wanted: ConflictsWanted): Promise<Found[]> {
  const { rule, person, effect, severity, settling } = wanted;
  const graded = (await scans.of(view))
    .filter(
      (conflict) =>
        (rule === undefined || conflict.rule === rule) &&
        (person === undefined || conflict.person === person) &&
        (effect === undefined || conflict.effect === effect),
    )
    .map((conflict) => ({
      conflict,
      severity: severityOf(view.policy.compiled, conflict),
      settling: conflict.effect === 'block' && isSettling(view.policy, conflict),
    }))
    .filter(
      (one) =>
        (severity === undefined || one.severity === severity) && (settling === undefined || one.settling === settling),
    );
  const people = await peopleById(
    view.transaction,
    view.centre,
    graded.map(({ conflict }) => conflict.person),
  );
  return graded.flatMap((one) => {
    const who = people.get(one.conflict.person);
    return who && isWithin(view, who.unit, wanted.unit) ? [{ ...one, who }] : [];
  });
}

/** Whether a person's unit is overseen and, if one is asked for, in its subtree. */
export const isWithin = ({ sight, policy }: View, home: string, unit: string | undefined): boolean =>
  sight.overseen.has(home) && (unit === undefined || policy.compiled.units.contains(unit, home));

/** A page of them after the row of that key; one row more than `limit` where there is one. */
export async function heldConflicts(
  view: View,
  scans: Scans,
  { after, limit, ...wanted }: ConflictsWanted & { after?: string; limit: number },
): Promise<{ key: string; row: HeldConflict }[]> {
  const rows = await findConflicts(view, scans, wanted);
  return rows
    .filter(({ conflict }) => after === undefined || keyOf(conflict) > after)
    .slice(0, limit + 1)
    .map(({ conflict, severity, settling, who: { id, ...who } }) => ({
      key: keyOf(conflict),
      row: {
        person: id,
        ...who,
        severity,
        settling,
        from: instant(conflict.from),
        until: instant(conflict.until),
        conflict: explain(conflict, view.policy.compiled),
      },
    }));
}

const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
