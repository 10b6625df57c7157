import { type Static, Type } from 'typebox';
import { Code, closed, Id, IdOrCode, Instant, nullable, RiskLevel, Username } from './primitives.ts';
import { Refusal } from './problem-document.ts';
import { CoverPlan, ThinlyCoveredDuty } from './request.ts';
import { StaffingLoss } from './staffing.ts';

/** What a campaign is opened with: whose holdings, and by when. One of `dueAt` and `dueInWorkingDays`. */
export const CertificationInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    unit: Type.Optional(IdOrCode),
    risk: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], {
        description: '此风险等级及以上的角色 / roles of at least this risk',
      }),
    ),
    dueAt: Type.Optional(Instant),
    dueInWorkingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 250 })),
    furtherWorkingDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 60, default: 3, description: '上报后的时限 / days the next reviewer has' }),
    ),
  },
  { ...closed, examples: [{ name: '2026年第四季度权限复核', unit: 'finance', dueInWorkingDays: 10 }] },
);
export type CertificationInput = Static<typeof CertificationInput>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** A campaign of review and how far it is. People are named by username. */
export const Certification = Type.Object(
  {
    id: Id,
    name: Type.String(),
    unit: Code,
    risk: nullable(RiskLevel),
    state: Type.Enum(['open', 'signed-off']),
    openedBy: Type.String(),
    openedAt: Instant,
    dueAt: Instant,
    /** When its reviewers were last reminded. */
    remindedAt: nullable(Instant),
    progress: Type.Object(
      {
        holdings: count('纳入复核的授权 / holdings in the population'),
        kept: count('保留 / kept'),
        removed: count('收回 / to be removed'),
        undecided: count('未复核 / undecided'),
        escalated: count('已上报未复核 / undecided, with a later reviewer'),
        overdue: count('逾期未复核 / undecided past its deadline'),
      },
      closed,
    ),
    signedOffBy: nullable(Type.String()),
    signedOffAt: nullable(Instant),
    digest: nullable(Type.String({ description: '报告的 SHA-256 / SHA-256 of the report’s bytes' })),
    may: Type.Object({ signOff: Type.Boolean() }, closed),
  },
  { $id: 'Certification', ...closed },
);
export type Certification = Static<typeof Certification>;

const CertificationDecision = Type.Object(
  {
    decision: Type.Enum(['keep', 'remove']),
    reason: nullable(Type.String()),
    reviewer: Type.String(),
    onBehalfOf: Type.Optional(Type.String({ description: '代理谁复核 / for whom, as their deputy' })),
    at: Instant,
    tookMs: nullable(
      Type.Integer({
        description: '距上次展示或上次意见；null 为未看清单 / since shown or last decided; null: unseen',
      }),
    ),
    together: Type.Integer({ description: '同一次提交的条数 / decided by the same act' }),
    removal: nullable(Type.Enum(['requested', 'ended', 'refused'])),
    request: nullable(Id),
  },
  closed,
);

/** One holding of the frozen population, as it was when the campaign opened, and what was decided about it. */
export const CertificationHolding = Type.Object(
  {
    grant: Id,
    person: nullable(Username),
    personName: Type.String(),
    personUnit: Code,
    post: Type.String(),
    role: Code,
    risk: RiskLevel,
    unit: Code,
    since: nullable(Instant),
    until: nullable(Instant),
    request: nullable(Id),
    held: Type.Boolean({ description: '现仍持有 / still held or planned' }),
    orphan: nullable(
      Type.Enum(['departed', 'no-reviewer'], { description: '无主：持有人已离岗或无人可复核 / nobody’s' }),
    ),
    dueAt: Instant,
    escalated: Type.Boolean(),
    reviewers: Type.Array(Type.String(), { description: '此刻可复核的人 / who may review it at this moment' }),
    decision: nullable(CertificationDecision),
  },
  { $id: 'CertificationHolding', ...closed },
);
export type CertificationHolding = Static<typeof CertificationHolding>;

/** Decisions on one holding or many. `reason` is needed to remove, `coverPlan` where that leaves a duty without anybody. */
export const CertificationDecisionsInput = Type.Object(
  {
    decisions: Type.Array(
      Type.Object(
        {
          grant: Id,
          decision: Type.Enum(['keep', 'remove']),
          reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
          coverPlan: Type.Optional(CoverPlan),
        },
        closed,
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  {
    ...closed,
    examples: [
      {
        decisions: [{ grant: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', decision: 'remove', reason: '已调离该岗位' }],
      },
    ],
  },
);
export type CertificationDecisionsInput = Static<typeof CertificationDecisionsInput>;

/** Holdings that would be removed together, in this order. */
export const CertificationPreviewInput = Type.Object(
  {
    removals: Type.Array(Type.Object({ grant: Id, coverPlan: Type.Optional(CoverPlan) }, closed), {
      minItems: 1,
      maxItems: 500,
    }),
  },
  { ...closed, examples: [{ removals: [{ grant: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11' }] }] },
);
export type CertificationPreviewInput = Static<typeof CertificationPreviewInput>;

/** What each removal would leave behind once those before it are done. Nothing is changed. */
export const CertificationPreview = Type.Object(
  {
    removals: Type.Array(
      Type.Object(
        {
          grant: Id,
          thinlyCovered: Type.Array(ThinlyCoveredDuty),
          losses: Type.Array(StaffingLoss),
          /** Why it would be refused for want of a plan that holds; other refusals are told by the decision. */
          problem: nullable(Refusal),
        },
        closed,
      ),
    ),
  },
  { $id: 'CertificationPreview', ...closed },
);
export type CertificationPreview = Static<typeof CertificationPreview>;

/** What became of each decision: each is judged by itself. */
export const CertificationVerdicts = Type.Object(
  {
    verdicts: Type.Array(
      Type.Object(
        {
          grant: Id,
          decided: Type.Boolean(),
          holding: nullable(CertificationHolding),
          problem: nullable(Refusal),
        },
        closed,
      ),
    ),
  },
  { $id: 'CertificationVerdicts', ...closed },
);
export type CertificationVerdicts = Static<typeof CertificationVerdicts>;

/** The result. Once signed off its bytes never change; their SHA-256 is the campaign’s `digest` and is in the log. */
export const CertificationReport = Type.Object(
  {
    certification: Type.Object(
      {
        id: Id,
        centre: Code,
        name: Type.String(),
        unit: Code,
        risk: nullable(RiskLevel),
        openedBy: Type.String(),
        openedAt: Instant,
        dueAt: Instant,
        signedOffBy: nullable(Type.String()),
        signedOffAt: nullable(Instant),
      },
      closed,
    ),
    totals: Type.Object(
      {
        holdings: Type.Integer(),
        kept: Type.Integer(),
        removed: Type.Integer(),
        undecided: Type.Integer(),
        escalated: Type.Integer(),
        orphans: Type.Integer(),
      },
      closed,
    ),
    reviewers: Type.Array(
      Type.Object(
        {
          reviewer: Type.String(),
          decided: Type.Integer(),
          kept: Type.Integer(),
          removed: Type.Integer(),
          acts: Type.Integer({ description: '提交次数 / acts' }),
          mostTogether: Type.Integer({ description: '一次最多条数 / most decided by one act' }),
          medianSecondsEach: nullable(Type.Number({ description: '每条用时中位数 / median time a holding' })),
          unseen: Type.Integer({ description: '未看清单即表态 / decided without having been shown the list' }),
          hasty: Type.Integer({ description: '每条不足 3 秒或未看清单 / under 3 seconds each, or unseen' }),
        },
        closed,
      ),
    ),
    holdings: Type.Array(CertificationHolding),
  },
  { $id: 'CertificationReport', ...closed },
);
export type CertificationReport = Static<typeof CertificationReport>;
