import { type Static, Type } from 'typebox';
import { decisionReasons } from './decision.ts';
import { Code, closed, Id, IdOrCode, Instant, Name, nullable, Reason, Username } from './primitives.ts';
import { ConflictDocument } from './problem-document.ts';
import { problems } from './problems.ts';

export const CaseInput = Type.Object(
  {
    item: IdOrCode,
    unit: IdOrCode,
    reference: Type.String({
      minLength: 1,
      maxLength: 200,
      description: '业务系统的办件号 / the business system’s own number',
    }),
    subject: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: '业务对象，仅存密钥散列 / whom it is about; kept as a keyed hash only',
      }),
    ),
    amountFen: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9_000_000_000_000_000, description: '金额（分） / in fen' }),
    ),
    channel: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    payeeAccount: Type.Optional(
      Type.String({
        minLength: 4,
        maxLength: 64,
        pattern: '[0-9A-Za-z０-９]',
        description: '发放账户，仅存密钥散列 / the account that money goes to; kept as a keyed hash only',
      }),
    ),
  },
  {
    ...closed,
    examples: [
      { item: 'enterprise-pension-award', unit: 'enterprise-pension', reference: 'YL-2026-000123', channel: 'hall' },
    ],
  },
);
export type CaseInput = Static<typeof CaseInput>;

export const StepInput = Type.Object(
  {
    duty: Type.String({ minLength: 1, maxLength: 100, description: '职责 / duty' }),
    actor: Type.Optional(Username),
    outcome: Type.Optional(
      Type.Enum(['done', 'returned'], { description: '办结或退回 / done, or sent back to the first duty' }),
    ),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { ...closed, examples: [{ duty: 'handle', actor: 'enterprise-pension-op1' }] },
);
export type StepInput = Static<typeof StepInput>;

export const CancellationInput = Type.Object(
  { reason: Reason, actor: Type.Optional(Username) },
  { ...closed, examples: [{ reason: '申请人撤回' }] },
);
export type CancellationInput = Static<typeof CancellationInput>;

export const StepDocument = Type.Object(
  {
    id: Id,
    duty: Type.String(),
    round: Type.Integer({ minimum: 1 }),
    person: Id,
    username: nullable(Username),
    outcome: Type.Enum(['done', 'returned']),
    note: nullable(Type.String()),
    at: Instant,
  },
  { $id: 'Step', ...closed },
);
export type StepDocument = Static<typeof StepDocument>;

export const Case = Type.Object(
  {
    id: Id,
    item: Code,
    unit: Code,
    reference: Type.String(),
    channel: nullable(Type.String()),
    amountFen: nullable(Type.Integer()),
    currency: Type.Literal('CNY'),
    state: Type.Enum(['open', 'complete', 'cancelled']),
    round: Type.Integer({ minimum: 1 }),
    nextDuty: nullable(Type.String({ description: '下一职责 / the duty it waits for' })),
    client: Type.String(),
    openedAt: Instant,
    closedAt: nullable(Instant),
    cancellation: nullable(
      Type.Object(
        { by: nullable(Username), reason: Type.String() },
        { ...closed, description: '撤销 / by whom and why' },
      ),
    ),
    steps: Type.Array(StepDocument),
  },
  { $id: 'Case', ...closed },
);
export type Case = Static<typeof Case>;

/** A recorded step, and the case after it. */
export const RecordedStep = Type.Object({ step: StepDocument, case: Case }, { $id: 'RecordedStep', ...closed });
export type RecordedStep = Static<typeof RecordedStep>;

/** Why somebody who holds the next duty of a case may not do it now. */
export const candidateReasons = {
  ...decisionReasons,
  suspended: problems.suspended,
  'not-available': { zh: '目前不能办理，原因不在本办件内', en: 'Not available now, for a reason outside this case' },
} as const;
export type CandidateReason = keyof typeof candidateReasons;

/** Somebody who holds the duty that a case waits for, and whether they may do it at this moment. */
export const CaseCandidate = Type.Object(
  {
    duty: Type.String({ description: '下一职责 / the duty it waits for' }),
    person: Id,
    username: Username,
    name: Type.String(),
    unit: Code,
    post: Type.String(),
    may: Type.Boolean({ description: '可以办理 / may do it' }),
    mayReturn: Type.Boolean({ description: '可以退回 / may send the case back' }),
    reason: nullable(
      Type.Object(
        { code: Type.String(), ...Name.properties },
        { ...closed, description: '不能办理的原因 / why they may not do it' },
      ),
    ),
    conflicts: Type.Array(ConflictDocument, {
      description:
        '不相容情形，限本办件之内；本人和业务系统可见全部 / within this case; oneself and machine clients see all',
    }),
  },
  { $id: 'CaseCandidate', ...closed },
);
export type CaseCandidate = Static<typeof CaseCandidate>;
