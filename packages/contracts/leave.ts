import { type Static, Type } from 'typebox';
import { DepartureEffects, DeparturePreview } from './departure.ts';
import { closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';

export const leaveStates = ['planned', 'active', 'ended'] as const;

/** Somebody is away for `[from, until)`. `from` absent: from now on. */
export const LeaveInput = Type.Object(
  { from: Type.Optional(Instant), until: Instant, reason: Reason },
  { ...closed, examples: [{ until: '2026-12-14T16:00:00Z', reason: '脱产培训' }] },
);
export type LeaveInput = Static<typeof LeaveInput>;

/** What the beginning of a leave does: nothing that is held ends by it. */
const { decisionsReassigned, openCases } = DepartureEffects.properties;
const LeaveEffects = Type.Object({ decisionsReassigned, openCases }, closed);

const { person, staffing, losses } = DeparturePreview.properties;
export const LeavePreview = Type.Object(
  {
    person,
    from: Instant,
    until: Instant,
    effects: LeaveEffects,
    deputies: Type.Array(Username, { description: '期间的代理人 / who acts for them in some of that time' }),
    staffing,
    losses,
  },
  { $id: 'LeavePreview', ...closed },
);
export type LeavePreview = Static<typeof LeavePreview>;

export const Leave = Type.Object(
  {
    id: Id,
    person: Id,
    username: nullable(Username),
    name: Type.String(),
    from: Instant,
    until: Instant,
    reason: Type.String(),
    state: Type.Enum(leaveStates),
    orderedBy: nullable(Username),
    orderedAt: Instant,
    client: Type.String(),
    endedAt: nullable(Instant),
    endedBy: nullable(Username),
    effects: nullable(LeaveEffects),
  },
  { $id: 'Leave', ...closed },
);
export type Leave = Static<typeof Leave>;
