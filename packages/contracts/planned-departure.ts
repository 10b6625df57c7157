import { type Static, Type } from 'typebox';
import { DepartureKind } from './departure.ts';
import { Code, closed, Day, Id, Instant, nullable, Reason, Username } from './primitives.ts';

export const planSources = ['retirement', 'scim', 'roster', 'administrator'] as const;
export const plannedDepartureStates = ['planned', 'done', 'overtaken', 'withdrawn'] as const;

/** Somebody is to leave at 00:00 Asia/Shanghai of a day; on or after that day, at once. */
export const PlannedDepartureInput = Type.Object(
  { day: Day, kind: DepartureKind, reason: Type.Optional(Reason) },
  { ...closed, examples: [{ day: '2027-03-01', kind: 'retired', reason: '到龄退休' }] },
);
export type PlannedDepartureInput = Static<typeof PlannedDepartureInput>;

export const PlannedDeparture = Type.Object(
  {
    id: Id,
    person: Id,
    username: nullable(Username),
    name: Type.String(),
    unit: Code,
    day: Day,
    daysLeft: Type.Integer({
      description: '距离岗天数 / days until then, by the database’s clock; 0 or less: it has come',
    }),
    kind: DepartureKind,
    source: Type.Enum(planSources, { description: '来源 / who says so' }),
    reason: nullable(Type.String()),
    state: Type.Enum(plannedDepartureStates),
    plannedAt: Instant,
    by: nullable(Username),
    client: Type.String(),
    closedAt: nullable(Instant),
    departure: nullable(Id),
  },
  { $id: 'PlannedDeparture', ...closed },
);
export type PlannedDeparture = Static<typeof PlannedDeparture>;

export const retirementCategories = ['man', 'woman-cadre', 'woman-worker'] as const;
const category = Type.Enum(retirementCategories, {
  description: '男、女干部、女工人 / man, woman in a cadre post, woman in a worker’s post',
});

/** By what somebody retires. Without `retiresOn` at the statutory age. */
export const RetirementInput = Type.Object(
  {
    birthDate: Day,
    category,
    retiresOn: Type.Optional(
      Type.String({ format: 'date', description: '弹性提前退休日期 / an earlier day, by their own choice' }),
    ),
  },
  { ...closed, examples: [{ birthDate: '1970-05-01', category: 'man' }] },
);
export type RetirementInput = Static<typeof RetirementInput>;

export const PersonRetirement = Type.Object(
  {
    person: Id,
    username: nullable(Username),
    /** Only to who says what for. */
    birthDate: Type.Optional(Day),
    category,
    ageMonths: Type.Integer({ description: '法定退休年龄（月） / statutory age in months' }),
    statutory: Day,
    earliest: Day,
    latest: Day,
    retiresOn: Day,
    postponedBy: nullable(Id),
  },
  { $id: 'PersonRetirement', ...closed },
);
export type PersonRetirement = Static<typeof PersonRetirement>;
