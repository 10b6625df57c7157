import { IdOrCode, Instant, said } from '@zhiheng/contracts';
import { boundDuty } from '@zhiheng/duties';
import { fieldProblem } from '@zhiheng/http';
import { type Static, Type } from 'typebox';
import type { ConflictsWanted } from '../conflicts.ts';
import { known } from '../overlook.ts';
import { databaseNow } from '../store/clock-store.ts';
import { findPerson } from '../store/people-store.ts';
import type { View } from '../viewer.ts';

/** What conflicts are asked by, held or done. */
export const ConflictFilter = {
  rule: Type.Optional(IdOrCode),
  unit: Type.Optional({ ...IdOrCode, description: '人员所属机构及其下级 / the unit people belong to, and below' }),
  person: Type.Optional(IdOrCode),
  severity: Type.Optional(Type.Integer({ minimum: 1, maximum: 3, description: '严重程度 / severity' })),
  effect: Type.Optional(Type.Enum(['block', 'observe'])),
};
export type ConflictFilter = Static<Type.TObject<typeof ConflictFilter>>;

/** When what was done was done. */
export const Period = { from: Type.Optional(Instant), to: Type.Optional(Instant) };
type Period = Static<Type.TObject<typeof Period>>;

/** Undefined when there is no such person, and so no conflict. Throws `unknown-code`. */
export async function resolved(
  view: View,
  { rule, unit, person, ...rest }: ConflictFilter & { settling?: boolean },
): Promise<ConflictsWanted | undefined> {
  const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
  if (person !== undefined && !found) return undefined;
  return {
    ...rest,
    ...(rule === undefined ? {} : { rule: rule === boundDuty ? rule : known(view.policy, 'rule', rule) }),
    ...(unit === undefined ? {} : { unit: known(view.policy, 'unit', unit) }),
    ...(found ? { person: found.id } : {}),
  };
}

/** In milliseconds; it ends now where no end is given, or where a page before had it end. Throws `invalid-period`. */
export async function periodOf(
  { transaction }: View,
  { from, to }: Period,
  kept?: number,
): Promise<{ from?: number; to: number }> {
  const until = kept ?? (to === undefined ? await databaseNow(transaction) : Date.parse(to));
  const since = from === undefined ? undefined : Date.parse(from);
  if (since !== undefined && since >= until) throw fieldProblem('invalid-period', '/from', said('ends-too-soon'));
  return { ...(since === undefined ? {} : { from: since }), to: until };
}
