import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';

const person = { person: Id, username: nullable(Username), name: Type.String(), unit: Code };

/** A time-limited permit for one person to break one rule, and what keeps it safe meanwhile. */
export const Exception = Type.Object(
  {
    id: Id,
    ...person,
    rule: Code,
    items: nullable(Type.Array(Code, { description: '仅限这些事项 / on these items only; null: on all' })),
    validFrom: Instant,
    validUntil: Instant,
    state: Type.Enum(['planned', 'active', 'expired', 'ended']),
    compensatingControl: Type.String({ description: '补偿控制措施 / what is done instead' }),
    controlOwner: nullable(Username),
    ownerGone: Type.Boolean({
      description: '责任人已离岗或停权 / who owns the control has left or is suspended altogether',
    }),
    request: Id,
    remindedAt: nullable(Instant),
    /** Only of one that was ended early. */
    endedAt: nullable(Instant),
    endedBy: nullable(Username),
    endReason: nullable(Type.String()),
  },
  { $id: 'Exception', ...closed },
);
export type Exception = Static<typeof Exception>;

/** A conflict that is held and has to be given up by a date; closed by itself when it is gone. */
export const Adjustment = Type.Object(
  {
    id: Id,
    ...person,
    rule: Code,
    because: Type.Enum(['exception-expired', 'rule-changed', 'suspension-lifted']),
    exception: nullable(Id),
    request: nullable(Id),
    /** Sets of grants; giving up any one set resolves it. */
    resolutions: Type.Array(
      Type.Array(Type.Object({ grant: Id, role: nullable(Code), unit: nullable(Code) }, closed)),
      { description: '可选的解决办法 / ways out, each a set of grants' },
    ),
    openedAt: Instant,
    dueAt: Instant,
    overdue: Type.Boolean(),
    reminders: Type.Integer({ description: '已提醒次数 / how often its person was reminded' }),
    remindedAt: nullable(Instant),
    escalatedTo: Type.Array(Type.String(), {
      description: '逾期后转到的人员 / once overdue: who answers for it by now',
    }),
    escalatedAt: nullable(Instant),
    escalatesAt: nullable({ ...Instant, description: '届时转到下一人 / when it goes on to who comes next' }),
    state: Type.Enum(['open', 'closed']),
    closedAt: nullable(Instant),
  },
  { $id: 'Adjustment', ...closed },
);
export type Adjustment = Static<typeof Adjustment>;

export const ExceptionEndInput = Type.Object({ reason: Reason }, { ...closed, examples: [{ reason: '同事已返岗' }] });
