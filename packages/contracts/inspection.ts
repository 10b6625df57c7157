import { type Static, Type } from 'typebox';
import { FindingDimensionCode, FindingNatureCode } from './finding.ts';
import { Page, pageQuery } from './page.ts';
import { Code, closed, Id, Instant, nullable, RiskLevel, Username } from './primitives.ts';

export const inspectionStates = [
  'planned',
  'freezing',
  'frozen',
  'drawn',
  'allotted',
  'revealed',
  'completed',
  'cancelled',
] as const;
export const InspectionState = Type.Enum(inspectionStates, { description: '环节 / how far it is' });
export type InspectionState = (typeof inspectionStates)[number];

const inspectionKinds = ['case', 'holding'] as const;
export const samplingFields = ['item', 'risk', 'amount', 'unit', 'operator', 'channel'] as const;
export const samplingMethods = ['share', 'count', 'money'] as const;
/** Why one is in a sample. */
export const samplingReasons = ['must', 'money', 'stratum', 'operator'] as const;
/** Why one has to be in. */
const certainties = [
  'amount',
  'interval',
  'doubt',
  'exception',
  'leaver',
  'identity-and-merge',
  'relation',
  'conflict',
] as const;
export type Certainty = (typeof certainties)[number];

const fen = (description: string) => Type.Integer({ minimum: 1, maximum: 1e14, description });
const Quota = Type.Object(
  {
    per10000: Type.Integer({
      minimum: 0,
      maximum: 10_000,
      description: '万分之几，向上取整 / of ten thousand, rounded up',
    }),
    least: Type.Integer({ minimum: 0, maximum: 10_000, description: '至少几件 / at least' }),
  },
  closed,
);

export const SamplingPlan = Type.Object(
  {
    strata: Type.Array(Type.Enum(samplingFields), {
      uniqueItems: true,
      maxItems: 6,
      description: '按何分层，风险等级总在其中 / what parts the population, its risk always among it',
    }),
    bandsFen: Type.Array(fen('金额档下限（分） / lower end of a band'), { maxItems: 20 }),
    method: Type.Enum(samplingMethods, {
      description: '按比例、按件数、按金额（PPS） / by share, by count, monetary units',
    }),
    quotas: Type.Object({ risk1: Quota, risk2: Quota, risk3: Quota }, closed),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, description: '按件数时：共抽几件 / in all' })),
    intervalFen: Type.Optional(fen('按金额时：抽样间隔（分） / sampling interval in fen')),
    perOperator: Type.Integer({ minimum: 0, maximum: 100, description: '每名经办人至少几件 / of each operator' }),
    certain: Type.Array(Type.Enum(certainties.filter((reason) => reason !== 'interval' && reason !== 'conflict')), {
      uniqueItems: true,
      description: '必抽 / what has to be in',
    }),
    certainFromFen: fen('金额必抽起点（分） / from this amount on'),
    certainWithinDays: Type.Integer({
      minimum: 1,
      maximum: 366,
      description: '身份变更与合并相隔不超过几天 / days between a change of identity and a merge',
    }),
  },
  { ...closed, $id: 'SamplingPlan' },
);
export type SamplingPlan = Static<typeof SamplingPlan>;

const Period = Type.String({
  pattern: '^[0-9]{4}(-(0[1-9]|1[0-2]))?$',
  description: '所查月份（北京时间），权限检查为年份 / month that is inspected, a year for holdings',
  examples: ['2026-10'],
});
const Kind = Type.Enum(inspectionKinds, { description: '查办件还是查授权 / finished cases, or holdings' });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** The plan's settings stand where they are left out. */
export const InspectionInput = Type.Object(
  { kind: Type.Optional(Kind), period: Period, plan: Type.Optional(Type.Partial(SamplingPlan, closed)) },
  { ...closed, examples: [{ period: '2026-10', plan: { method: 'share' } }] },
);
export type InspectionInput = Static<typeof InspectionInput>;

const facts = {
  id: Id,
  kind: Kind,
  period: Period,
  state: InspectionState,
  plannedBy: nullable(Username),
  orderedBy: nullable({ ...Code, description: '下达此稽核的上级中心 / the parent centre that ordered it' }),
  orderNote: nullable(Type.String({ description: '上级的说明 / what the parent says of it' })),
  plannedAt: Instant,
  commitment: Hash,
  size: count('总体件数，冻结中为已收件数 / members, so far while it is being frozen'),
  root: nullable(Hash),
  frozenAt: nullable(Instant),
  waitsForCheckpoint: Type.Boolean({ description: '已要求抽样，等待日志检查点 / asked to draw, waits for the log' }),
  sampled: nullable(count('样本件数 / drawn')),
  sampleRoot: nullable(Hash),
  drawnAt: nullable(Instant),
  revealedAt: nullable(Instant),
  completedAt: nullable(Instant),
  papers: Type.Object(
    { open: count('未签'), signed: count('待复核'), returned: count('退回'), agreed: count('已复核') },
    closed,
  ),
};
export const Inspection = Type.Object({ ...facts, plan: SamplingPlan }, { $id: 'Inspection', ...closed });
export type Inspection = Static<typeof Inspection>;
export const InspectionPage = Page(Inspection);
export const InspectionQuery = Type.Object(
  { kind: Type.Optional(Kind), period: Type.Optional(Period), state: Type.Optional(InspectionState), ...pageQuery },
  closed,
);

/** What a plan would draw of the period as it stands. */
export const InspectionPreview = Type.Object(
  {
    plan: SamplingPlan,
    members: count('总体 / population'),
    must: count('必抽 / has to be in'),
    moneyFen: count('按金额抽样的总额（分） / fen that go by money'),
    expectedByMoney: Type.Number({ description: '按金额预计抽取件数 / expected number by money' }),
    drawn: count('各层合计抽取 / of the strata in all'),
    strata: Type.Array(
      Type.Object(
        {
          facts: Type.Array(Type.String(), { description: '风险等级与各层事实 / risk, then the facts in order' }),
          members: count('件数'),
          drawn: count('抽取'),
        },
        closed,
      ),
      { description: '件数多者在前，至多 500 层 / greatest first, at most 500' },
    ),
  },
  { $id: 'InspectionPreview', ...closed },
);
export type InspectionPreview = Static<typeof InspectionPreview>;

export const InspectionPath = Type.Object({ id: Id }, closed);
export const PaperPath = Type.Object({ id: Id, paper: Id }, closed);

export const paperStates = ['open', 'signed', 'returned', 'agreed'] as const;
export type PaperState = (typeof paperStates)[number];
const PaperStateSchema = Type.Enum(paperStates);
export const paperPoints = ['procedure', 'content', 'policyBasis'] as const;

const words = (description: string) => Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description });
const Point = Type.Object(
  {
    ok: Type.Boolean({ description: '是否合规 / nothing amiss' }),
    note: Type.Optional(words('说明，不合规时必填 / needed when ok is false')),
    evidence: Type.Array(
      Type.Object({ name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), sha256: Hash }, closed),
      { maxItems: 20, description: '证据名称及其 SHA-256 / what was looked at' },
    ),
  },
  closed,
);
export const PaperPoints = Type.Object({ procedure: Point, content: Point, policyBasis: Point }, closed);
export type PaperPoints = Static<typeof PaperPoints>;

const PaperFinding = Type.Object(
  {
    dimension: FindingDimensionCode,
    nature: FindingNatureCode,
    riskLevel: RiskLevel,
    description: words('问题描述 / what is wrong'),
    basis: words('违反的规定 / what it breaches'),
    amountFen: Type.Optional(fen('涉及金额（分） / fen involved')),
  },
  closed,
);
export type PaperFinding = Static<typeof PaperFinding>;

/** One that was drawn, with its working paper once it is allotted. Who acted is shown by username. */
export const Sampled = Type.Object(
  {
    ordinal: count('总体中的序号 / place in the population'),
    id: Id,
    why: Type.Enum(samplingReasons),
    must: Type.Array(Type.String()),
    item: nullable(Code),
    risk: Type.Integer({ minimum: 1, maximum: 3 }),
    unit: Code,
    channel: nullable(Type.String()),
    operator: nullable(Type.String()),
    amountFen: nullable(Type.Integer()),
    currency: Type.Literal('CNY'),
    paper: nullable(Id),
    paperState: nullable(PaperStateSchema),
    inspector: nullable(Username),
    reviewer: nullable(Username),
  },
  { $id: 'Sampled', ...closed },
);
export type Sampled = Static<typeof Sampled>;
export const SampledPage = Page(Sampled);
export const SampledQuery = Type.Object(
  {
    why: Type.Optional(Type.Enum(samplingReasons)),
    unit: Type.Optional(Code),
    item: Type.Optional(Code),
    state: Type.Optional(PaperStateSchema),
    mine: Type.Optional(Type.Boolean({ description: '只看本人的底稿 / only those of the caller' })),
    ...pageQuery,
  },
  closed,
);

export const AllotmentInput = Type.Object(
  {
    inspectors: Type.Optional(Type.Array(Username, { minItems: 1, maxItems: 200, uniqueItems: true })),
    reviewers: Type.Optional(Type.Array(Username, { minItems: 1, maxItems: 200, uniqueItems: true })),
  },
  {
    ...closed,
    description: '未列者取全部有此权限的人 / all who may, where left out',
    examples: [{ inspectors: ['inspector'], reviewers: ['inspector2'] }],
  },
);
export const AllotmentAnswer = Type.Object(
  { allotted: count('本次分派 / given now'), left: count('无人可派 / nobody may') },
  closed,
);

export const Paper = Type.Object(
  {
    ...Sampled.properties,
    paper: Id,
    inspection: Id,
    period: Period,
    version: Type.Integer({ minimum: 0 }),
    points: nullable(PaperPoints),
    note: nullable(Type.String()),
    findings: Type.Array(PaperFinding),
    savedAt: nullable(Instant),
    signedAt: nullable(Instant),
    reviewedAt: nullable(Instant),
    reviewReason: nullable(Type.String()),
    steps: Type.Array(
      Type.Object(
        {
          round: Type.Integer({ minimum: 1 }),
          duty: Type.String(),
          by: nullable(Type.String()),
          outcome: Type.String(),
          at: Instant,
        },
        closed,
      ),
      { description: '办件各环节 / the steps of the case' },
    ),
  },
  { $id: 'Paper', ...closed },
);
export type Paper = Static<typeof Paper>;
export const PaperInput = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: '所见的版本 / the version that was seen' }),
    points: PaperPoints,
    note: Type.Optional(words('备注 / note')),
    findings: Type.Array(PaperFinding, {
      maxItems: 20,
      description: '复核同意后成为问题 / raised once the second agrees',
    }),
    sign: Type.Optional(Type.Boolean({ description: '保存并签署 / save and sign' })),
  },
  {
    ...closed,
    examples: [
      {
        version: 2,
        points: {
          procedure: { ok: true, evidence: [] },
          content: { ok: true, evidence: [] },
          policyBasis: { ok: true, note: '依据现行有效', evidence: [] },
        },
        findings: [],
        sign: true,
      },
    ],
  },
);
export type PaperInput = Static<typeof PaperInput>;
export const PaperReview = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    outcome: Type.Enum(['agreed', 'returned']),
    reason: Type.Optional(words('退回理由 / why it goes back')),
  },
  { ...closed, examples: [{ version: 3, outcome: 'agreed' }] },
);
export type PaperReview = Static<typeof PaperReview>;

const Proven = Type.Object(
  {
    index: Type.Integer({ minimum: 0 }),
    proof: Type.Array(Type.String()),
    entry: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);
export const InspectionProof = Type.Object(
  {
    format: Type.Literal('zhiheng-inspection@v1'),
    centre: Code,
    inspection: Id,
    checkpoint: Type.String(),
    later: Type.String(),
    consistency: Type.Array(Type.String()),
    planned: Proven,
    frozen: Proven,
    drawn: Proven,
    revealed: Proven,
  },
  { $id: 'InspectionProof', ...closed },
);
export type InspectionProof = Static<typeof InspectionProof>;
