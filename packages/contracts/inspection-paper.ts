import { type Static, Type } from 'typebox';
import { FindingDimensionCode, FindingNatureCode } from './finding.ts';
import { count, fen, Hash, Period, samplingReasons } from './inspection.ts';
import { Page, pageQuery } from './page.ts';
import { Code, closed, Id, Instant, nullable, RiskLevel, Username } from './primitives.ts';

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
    tainted: Type.Boolean({
      description:
        '同意后发现承办人参与过该办件，须改派重做 / one of those who agreed had a part in it: it goes to others',
    }),
    earlier: Type.Array(
      Type.Object(
        {
          version: Type.Integer({ minimum: 0 }),
          inspector: nullable(Username),
          reviewer: nullable(Username),
          people: Type.Array(Username, { description: '参与过该办件的人 / which of them had a part' }),
          points: PaperPoints,
          note: nullable(Type.String()),
          findings: Type.Array(PaperFinding),
          reviewedAt: Instant,
          foundAt: Instant,
        },
        closed,
      ),
      { description: '不再采信的原结论 / what it came to before, which is not relied on' },
    ),
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
export const PaperReassignmentInput = Type.Object(
  {
    inspector: Type.Optional(Username),
    reviewer: Type.Optional(Username),
    reason: words('改派理由 / why it goes to others'),
  },
  {
    ...closed,
    description: '未列者不变 / who is left out stays',
    examples: [{ inspector: 'inspector2', reason: '原稽核人员已离岗' }],
  },
);
export type PaperReassignmentInput = Static<typeof PaperReassignmentInput>;
