import { type Static, Type } from 'typebox';
import { Page, pageQuery } from './page.ts';
import { Code, closed, Id, Instant, nullable, Username } from './primitives.ts';

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

export const fen = (description: string) => Type.Integer({ minimum: 1, maximum: 1e14, description });
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

export const Period = Type.String({
  pattern: '^[0-9]{4}(-(0[1-9]|1[0-2]))?$',
  description: '所查月份（北京时间），权限检查为年份 / month that is inspected, a year for holdings',
  examples: ['2026-10'],
});
const Kind = Type.Enum(inspectionKinds, { description: '查办件还是查授权 / finished cases, or holdings' });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

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
