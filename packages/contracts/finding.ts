import { type Static, Type } from 'typebox';
import { Attachments, Evidence } from './attachment.ts';
import { type Dimension, dimensions } from './control-settings.ts';
import { Code, closed, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

/** Where a finding comes from. */
export const findingSources = {
  'self-check': { zh: '自查', en: 'Self-check' },
  sample: { zh: '抽查样本', en: 'Sample' },
  doubt: { zh: '疑点', en: 'Doubt' },
  permission: { zh: '权限检查', en: 'Permissions' },
  inspection: { zh: '稽核抽查', en: 'Inspection' },
} as const;
export type FindingSource = keyof typeof findingSources;
export const FindingSourceCode = Type.Enum(Object.keys(findingSources) as FindingSource[], {
  description: '问题来源 / where it comes from',
});

/** What was looked at. */
export const findingDimensions = {
  procedure: { zh: '经办程序', en: 'Procedure' },
  content: { zh: '业务内容', en: 'Content' },
  'policy-basis': { zh: '政策依据', en: 'Policy basis' },
  permissions: { zh: '权限与岗位', en: 'Permissions against posts' },
} as const satisfies Record<Dimension, unknown>;
export const FindingDimensionCode = Type.Enum(dimensions, {
  description: '检查维度 / what was looked at',
});

/** What a finding is, from a slip to a crime; its deadline goes by it. */
export const findingNatures = {
  error: { zh: '差错', en: 'Error' },
  'control-gap': { zh: '内控缺陷', en: 'Control gap' },
  violation: { zh: '违规', en: 'Violation' },
  'suspected-fraud': { zh: '涉嫌欺诈', en: 'Suspected fraud' },
} as const;
export type FindingNature = keyof typeof findingNatures;
export const FindingNatureCode = Type.Enum(Object.keys(findingNatures) as FindingNature[], {
  description: '问题性质 / what it is',
});

export const findingStates = {
  settling: { zh: '待权限调整', en: 'Holding to be given up' },
  open: { zh: '已登记', en: 'Recorded' },
  'fed-back': { zh: '已反馈', en: 'Fed back to the section' },
  accepted: { zh: '已认可', en: 'Accepted' },
  disputed: { zh: '有异议', en: 'Disputed' },
  upholding: { zh: '拟维持，待确认', en: 'To be upheld, awaits a second person' },
  withdrawing: { zh: '拟撤销，待确认', en: 'To be withdrawn, awaits a second person' },
  upheld: { zh: '已维持', en: 'Upheld' },
  ordered: { zh: '整改中', en: 'Being rectified' },
  closed: { zh: '已销号', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const;
export type FindingState = keyof typeof findingStates;
export const FindingStateCode = Type.Enum(Object.keys(findingStates) as FindingState[], {
  description: '问题状态 / where it stands',
});

/** What is done with a finding, as its history tells. */
export const findingActs = {
  'feed-back': { zh: '反馈', en: 'Fed back' },
  drop: { zh: '撤销（未反馈）', en: 'Withdrawn before it was fed back' },
  accept: { zh: '认可', en: 'Accepted' },
  dispute: { zh: '提出异议', en: 'Disputed' },
  uphold: { zh: '拟维持', en: 'To be upheld' },
  withdraw: { zh: '拟撤销', en: 'To be withdrawn' },
  confirm: { zh: '第二人确认', en: 'Confirmed by a second person' },
  object: { zh: '第二人不同意', en: 'Not confirmed by the second person' },
  order: { zh: '下达整改', en: 'Ordered to be rectified' },
  correct: { zh: '当场改正', en: 'Put right at once' },
  rectify: { zh: '整改销号', en: 'Rectified' },
  'take-back': { zh: '整改通知书作废', en: 'Its order was taken back' },
  settle: { zh: '权限已调整', en: 'Holding given up' },
  transfer: { zh: '移交', en: 'Transferred' },
} as const;
export type FindingActName = keyof typeof findingActs;
const FindingActCode = Type.Enum(Object.keys(findingActs) as FindingActName[], {
  description: '办理动作 / what was done',
});

const text = (maxLength: number, description: string, example: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description, examples: [example] });
const AmountFen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '涉及金额（分）/ fen' });

/** An order, as what belongs to it names it. */
export const RectificationNumber = Type.String({
  pattern: '^[0-9]{4}-[0-9]{3,}$',
  description: '整改通知书编号：年度及序号 / year and number within it, without gaps',
  examples: ['2026-012'],
});

const finding = {
  id: Id,
  source: FindingSourceCode,
  about: nullable(Id),
  unit: Code,
  unitName: nullable(Name),
  item: nullable(Code),
  itemName: nullable(Name),
  case: nullable(Id),
  dimension: FindingDimensionCode,
  nature: FindingNatureCode,
  riskLevel: RiskLevel,
  description: Type.String(),
  basis: Type.String({ description: '违反的规定 / what it breaches' }),
  amountFen: nullable(AmountFen),
  currency: Type.Literal('CNY'),
  state: FindingStateCode,
  foundAt: Instant,
  foundBy: nullable(Username),
  dueAt: nullable(
    Type.String({ format: 'date-time', description: '下一截止时间 / until when the next is to be done' }),
  ),
  transferBy: nullable(
    Type.String({ format: 'date-time', description: '移交截止 / until when suspected fraud is to be transferred' }),
  ),
  transferredAt: nullable(Instant),
  rectification: nullable(Type.Object({ id: Id, number: RectificationNumber }, closed)),
  overdue: Type.Boolean({
    description:
      '反馈、权限调整、整改或移交已逾期 / the answer, the adjustment, putting it right or the transfer is overdue',
  }),
  repeats: Type.Integer({
    minimum: 0,
    description: '此前期限内同机构、同事项、同维度、同性质的问题数 / how often it was found before',
  }),
};
export const Finding = Type.Object(finding, { $id: 'Finding', ...closed });
export type Finding = Static<typeof Finding>;

export const FindingDetail = Type.Object(
  {
    ...finding,
    operators: Type.Array(Username, { description: '涉及人员 / whose work it concerns' }),
    repeated: Type.Array(Type.Object({ id: Id, foundAt: Instant, state: FindingStateCode }, closed), {
      description: '此前的同类问题，新者在前 / alike ones before, newest first',
    }),
    acts: Type.Array(
      Type.Object(
        {
          act: FindingActCode,
          from: FindingStateCode,
          to: FindingStateCode,
          at: Instant,
          by: nullable(Username),
          note: nullable(Type.String()),
          evidence: Attachments,
        },
        closed,
      ),
    ),
    may: Type.Array(FindingActCode, { description: '您现在可办理的动作 / what you may do with it now' }),
  },
  { $id: 'FindingDetail', ...closed },
);
export type FindingDetail = Static<typeof FindingDetail>;

export const FindingInput = Type.Object(
  {
    unit: Code,
    item: Type.Optional(Code),
    case: Type.Optional(Id),
    operators: Type.Optional(
      Type.Array(Username, { maxItems: 50, uniqueItems: true, description: '涉及人员 / whose work it concerns' }),
    ),
    source: Type.Optional(
      Type.Object(
        { kind: Type.Enum(['sample', 'inspection', 'doubt', 'self-check']), about: Id },
        {
          ...closed,
          description:
            '来源：样本为其工作底稿，稽核为该次稽核或权限检查底稿，自查须已确认，疑点须已核实；单位、事项、办件须与之一致 / what it comes from: of a sample its working paper, of an inspection itself or the paper of a holding, a self-check that was signed off, a confirmed doubt; unit, item and case are of it',
        },
      ),
    ),
    dimension: FindingDimensionCode,
    nature: FindingNatureCode,
    riskLevel: RiskLevel,
    description: text(4000, '问题描述 / what is wrong', '两件材料缺签名'),
    basis: text(1000, '违反的规定 / what it breaches', '《社会保险经办条例》第三十六条'),
    amountFen: Type.Optional(AmountFen),
  },
  {
    ...closed,
    examples: [
      {
        unit: 'injury-unemployment',
        item: 'skill-subsidy',
        dimension: 'policy-basis',
        nature: 'error',
        riskLevel: 2,
        description: '引用的政策文件已废止',
        basis: '《社会保险经办条例》第三十六条',
        amountFen: 150_000,
      },
    ],
  },
);
export type FindingInput = Static<typeof FindingInput>;

const reason = text(4000, '理由 / why', '所引文件仍然有效，见附件');
export const FindingResponseInput = Type.Object(
  { response: Type.Enum(['accept', 'dispute']), reason: Type.Optional(reason) },
  { ...closed, description: '提出异议须说明理由 / a dispute needs its reason', examples: [{ response: 'accept' }] },
);
export const FindingJudgementInput = Type.Object(
  { judgement: Type.Enum(['uphold', 'withdraw']), reason },
  { ...closed, examples: [{ judgement: 'uphold', reason: '异议理由不成立' }] },
);
export const FindingConfirmationInput = Type.Object(
  { confirm: Type.Boolean(), reason: Type.Optional(reason) },
  { ...closed, description: '不同意须说明理由 / an objection needs its reason', examples: [{ confirm: true }] },
);
export const FindingReasonInput = Type.Object({ reason }, { ...closed, examples: [{ reason: '重复登记' }] });
export const FindingTransferInput = Type.Object(
  { note: text(4000, '移交说明 / to whom, and why', '移交县人社局基金监督股'), evidence: Evidence },
  {
    ...closed,
    examples: [
      {
        note: '移交县人社局基金监督股',
        evidence: [{ name: '证据清单.pdf', digest: `sha-256:${'e3b0c44298fc1c14'.repeat(4)}` }],
      },
    ],
  },
);

const count = Type.Integer({ minimum: 0 });
export const FindingCounts = Type.Object(
  {
    total: count,
    overdue: count,
    byState: Type.Record(Type.String(), count),
    byNature: Type.Record(Type.String(), count),
    byDimension: Type.Record(Type.String(), count),
    bySource: Type.Record(Type.String(), count),
  },
  { $id: 'FindingCounts', ...closed },
);
export type FindingCounts = Static<typeof FindingCounts>;
