import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';
import { StaffingLoss } from './staffing.ts';

export const departureKinds = ['resigned', 'retired', 'transferred', 'dismissed', 'deceased'] as const;
export const DepartureKind = Type.Enum(departureKinds, { description: '离岗类型 / kind of departure' });

export const DepartureInput = Type.Object(
  { kind: DepartureKind, reason: Type.Optional(Reason) },
  { ...closed, examples: [{ kind: 'retired', reason: '到龄退休' }] },
);
export type DepartureInput = Static<typeof DepartureInput>;

/** What a departure does, or did. */
export const DepartureEffects = Type.Object(
  {
    accounts: Type.Array(Username, { description: '停用的账号 / accounts disabled' }),
    /** With the period they would have had; absent of what ended before that was kept. */
    grantsEnded: Type.Array(
      Type.Object(
        { id: Id, role: Code, unit: Code, from: Type.Optional(Instant), until: Type.Optional(nullable(Instant)) },
        closed,
      ),
    ),
    requestsWithdrawn: Type.Array(Id, { description: '随之撤回的申请 / their own requests, withdrawn' }),
    decisionsReassigned: Type.Array(
      Type.Object(
        { request: Id, stage: Type.Integer({ minimum: 1 }), to: Type.Array(Username), escalated: Type.Boolean() },
        closed,
      ),
      { description: '转派的审批 / pending decisions and who has them now' },
    ),
    /** Absent of what was done before it was kept. */
    controlsLeft: Type.Optional(
      Type.Array(
        Type.Object(
          { exception: Id, rule: Code, person: nullable(Username), until: Instant, to: Type.Array(Username) },
          closed,
        ),
        {
          description:
            '失去责任人的补偿控制及已提醒的人 / compensating controls left without their owner, and who was told',
        },
      ),
    ),
    /** Absent of what was done before it was kept. */
    clients: Type.Optional(
      Type.Array(Type.String(), { description: '须转交的客户端 / machine clients that others take over' }),
    ),
    openCases: Type.Array(
      Type.Object(
        {
          id: Id,
          item: Code,
          unit: Code,
          reference: Type.String(),
          nextDuty: nullable(Type.String()),
          candidates: Type.Array(Username, { description: '可接办的人 / who may go on with it' }),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type DepartureEffects = Static<typeof DepartureEffects>;

export const DeparturePreview = Type.Object(
  {
    person: Type.Object(
      { id: Id, username: nullable(Username), name: Type.String(), unit: Code, post: Type.String() },
      closed,
    ),
    effects: DepartureEffects,
    staffing: Type.Array(
      Type.Object({ item: Code, unit: Code, duty: Type.String(), remaining: Type.Array(Username) }, closed),
      { description: '将缺人的职责 / duties left with at most one person' },
    ),
    losses: Type.Array(StaffingLoss, { description: '将受影响的事项 / items it leaves worse off, the broken first' }),
  },
  { $id: 'DeparturePreview', ...closed },
);
export type DeparturePreview = Static<typeof DeparturePreview>;

export const Departure = Type.Object(
  {
    id: Id,
    person: Id,
    username: nullable(Username),
    name: Type.String(),
    unit: Code,
    kind: DepartureKind,
    reason: nullable(Type.String()),
    at: Instant,
    by: nullable(Username),
    client: Type.String(),
    effects: DepartureEffects,
  },
  { $id: 'Departure', ...closed },
);
export type Departure = Static<typeof Departure>;
