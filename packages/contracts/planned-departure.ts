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
