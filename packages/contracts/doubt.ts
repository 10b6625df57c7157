import { type Static, Type } from 'typebox';
import { FindingDimensionCode, FindingInput, FindingNatureCode } from './finding.ts';
import { Code, closed, Day, Id, Instant, nullable, RiskLevel, Username } from './primitives.ts';

/** Where doubts come from, with the words for it. */
export const doubtOrigins = {
  'own-rules': { zh: '本中心规则', en: 'Own rules' },
  'fund-supervision': { zh: '基金监督平台', en: 'Fund supervision platform' },
  'audit-platform': { zh: '省部稽核平台', en: 'Audit platform of the ministry or province' },
  'higher-agency': { zh: '省市社保机构下发', en: 'Sent by the province’s or city’s agency' },
} as const;
export type DoubtOrigin = keyof typeof doubtOrigins;
export const DoubtOrigin = Type.Enum(Object.keys(doubtOrigins) as DoubtOrigin[], { description: '来源 / origin' });

/** Where a doubt stands, with the words for it. */
export const doubtStates = {
  open: { zh: '待分派', en: 'Open' },
  assigned: { zh: '已分派', en: 'Assigned' },
  verifying: { zh: '核查中', en: 'Being verified' },
  'needs-more': { zh: '待补充材料', en: 'Needs more' },
  concluded: { zh: '待复核', en: 'Awaits review' },
  reviewed: { zh: '待审核', en: 'Awaits approval' },
  approved: { zh: '已确认', en: 'Confirmed' },
  recovering: { zh: '追回中', en: 'Being recovered' },
  rectifying: { zh: '整改中', en: 'Being rectified' },
  transferred: { zh: '已移送', en: 'Handed to the authority' },
  cleared: { zh: '已排除待抽查', en: 'Cleared, open to a spot check' },
  closed: { zh: '已办结', en: 'Closed' },
} as const;
export type DoubtState = keyof typeof doubtStates;
export const DoubtState = Type.Enum(Object.keys(doubtStates) as DoubtState[], { description: '状态 / state' });

const doubtConclusions = ['confirmed', 'cleared'] as const;
export type DoubtConclusion = (typeof doubtConclusions)[number];

/** Why a doubt is none. */
export const clearingReasons = {
  'data-lag': { zh: '数据滞后，现已一致', en: 'The data lagged and agree now' },
  'platform-error': { zh: '平台数据有误', en: 'The platform is wrong' },
  'eligible-proved': { zh: '核实符合领取条件', en: 'Shown to be eligible' },
  'other-person': { zh: '同名或证号相近，并非本人', en: 'Another person' },
  'corrected-before': { zh: '此前已更正或追回', en: 'Corrected or recovered before' },
  'business-reason': { zh: '业务上有正当原因', en: 'A good reason in the business' },
  'below-standard': { zh: '未达处理标准', en: 'Below what is acted on' },
  other: { zh: '其他（见说明）', en: 'Other: see the note' },
} as const;
export type ClearingReason = keyof typeof clearingReasons;
export const ClearingReason = Type.Enum(Object.keys(clearingReasons) as ClearingReason[], {
  description: '排除原因 / why it is cleared',
});

export const DoubtNote = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: '\\S',
  description: '说明及依据，只写编号，不写个人信息 / what was found and by what evidence; no personal data',
});
const amount = (description: string) => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const facts = Type.Record(Type.String(), Type.Unknown(), { description: '事实 / what explains it' });

/** A doubt (疑点) in a list. */
export const Doubt = Type.Object(
  {
    id: Id,
    rule: Code,
    origin: DoubtOrigin,
    severity: RiskLevel,
    unit: Code,
    item: nullable(Code),
    case: nullable(Id),
    subjectShown: nullable(Type.String({ description: '业务对象号码，已遮盖 / number of the subject, masked' })),
    amountFen: nullable(amount('清单所列金额（分） / amount that the list names')),
    currency: Type.Literal('CNY'),
    batch: nullable(Id),
    at: Instant,
    raisedAt: Instant,
    dueAt: nullable(Instant),
    overdue: Type.Boolean({ description: '逾期未核查 / not concluded in time' }),
    state: DoubtState,
    assignee: nullable(Username),
    conclusion: nullable(Type.Enum(doubtConclusions)),
    reason: nullable(ClearingReason),
    confirmedFen: nullable(amount('核实金额（分） / amount confirmed')),
    facts,
  },
  { $id: 'Doubt', ...closed },
);
export type Doubt = Static<typeof Doubt>;

/** What can be done with a doubt at its page. */
export const doubtActs = {
  assign: { zh: '分派', en: 'Assign' },
  release: { zh: '退回分派', en: 'Give back' },
  begin: { zh: '开始核查', en: 'Begin to verify' },
  'ask-more': { zh: '需补充材料', en: 'Needs more' },
  resume: { zh: '继续核查', en: 'Go on verifying' },
  conclude: { zh: '作出结论', en: 'Conclude' },
  review: { zh: '复核', en: 'Review' },
  approve: { zh: '审核', en: 'Approve' },
  return: { zh: '退回', en: 'Return' },
  'order-stop': { zh: '通知停发', en: 'Order the benefit to be stopped' },
  'confirm-stop': { zh: '确认已停发', en: 'Confirm that it was stopped' },
  recover: { zh: '启动追回', en: 'Recover' },
  rectify: { zh: '转问题整改', en: 'Raise a finding' },
  transfer: { zh: '移送主管部门', en: 'Hand to the authority' },
  close: { zh: '办结', en: 'Close' },
  clear: { zh: '批量排除', en: 'Clear in bulk' },
  pass: { zh: '抽查通过', en: 'Pass the spot check' },
  reopen: { zh: '抽查重开', en: 'Reopen' },
} as const;
export type DoubtAct = keyof typeof doubtActs;

export const DoubtDetail = Type.Object(
  {
    ...Doubt.properties,
    stopOrderedAt: nullable(Instant),
    stop: nullable(
      Type.Object(
        {
          dueAt: nullable(Instant),
          confirmedAt: nullable(Instant),
          confirmedBy: nullable(Username),
          stoppedOn: nullable(Day),
          case: nullable(Id),
        },
        {
          ...closed,
          description: '停发的确认 / that the benefit was stopped: until when to be confirmed, by whom it was',
        },
      ),
    ),
    cases: Type.Array(
      Type.Object(
        {
          case: Id,
          item: Code,
          unit: Code,
          reference: Type.String(),
          state: Type.String(),
          amountFen: nullable(Type.Integer()),
          openedAt: Instant,
        },
        closed,
      ),
      { description: '业务对象的办件，最新在前 / cases of its subject, newest first' },
    ),
    history: Type.Array(
      Type.Object(
        {
          act: Type.Enum(Object.keys(doubtActs) as DoubtAct[]),
          from: DoubtState,
          to: DoubtState,
          by: nullable(Username),
          at: Instant,
          note: nullable(Type.String()),
          facts,
        },
        closed,
      ),
    ),
    involved: Type.Boolean({ description: '您与此疑点有关，不得核查 / you are involved and may not verify' }),
    mayDo: Type.Array(Type.Enum(Object.keys(doubtActs) as DoubtAct[]), {
      description: '您现在可作的处理 / what you may do with it now',
    }),
  },
  { $id: 'DoubtDetail', ...closed },
);
export type DoubtDetail = Static<typeof DoubtDetail>;

export const DoubtAssignment = Type.Object(
  { assignee: Type.String({ minLength: 1, maxLength: 64, description: '用户名 / username' }) },
  { ...closed, examples: [{ assignee: 'inspector' }] },
);
/** Acts that take nothing but a note. */
export const plainDoubtActs = [
  'release',
  'begin',
  'ask-more',
  'resume',
  'review',
  'approve',
  'return',
  'order-stop',
  'transfer',
  'close',
] as const satisfies readonly DoubtAct[];
export const DoubtActInput = Type.Object(
  { act: Type.Enum(plainDoubtActs), note: Type.Optional(DoubtNote) },
  {
    ...closed,
    description:
      '退回分派、需补充、退回、移送、办结须有说明 / release, ask-more, return, transfer and close need a note',
    examples: [{ act: 'ask-more', note: '已函询公安，待复' }],
  },
);
export type DoubtActInput = Static<typeof DoubtActInput>;
export const DoubtConclusionInput = Type.Object(
  {
    conclusion: Type.Enum(doubtConclusions),
    reason: Type.Optional(ClearingReason),
    confirmedFen: Type.Optional(amount('核实的多发金额（分），确认时必填 / amount confirmed')),
    note: DoubtNote,
    evidence: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 20,
        description: '证据编号 / references of evidence',
      }),
    ),
  },
  { ...closed, examples: [{ conclusion: 'confirmed', confirmedFen: 174400, note: '死亡证明与发放记录核对' }] },
);
export type DoubtConclusionInput = Static<typeof DoubtConclusionInput>;

/** That a benefit was stopped as ordered: by a recorded case about the same subject, or by what document. */
export const StopConfirmation = Type.Object(
  {
    stoppedOn: Day,
    case: Type.Optional(Id),
    reference: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '\\S',
        description: '文号或批次号 / number of a document or batch',
      }),
    ),
    note: Type.Optional(DoubtNote),
  },
  { ...closed, examples: [{ stoppedOn: '2026-11-30', reference: '停发批次 2026-11-07' }] },
);
export type StopConfirmation = Static<typeof StopConfirmation>;

/** What is to be rectified of a confirmed doubt; unit, item, case and amount are the doubt's. */
export const DoubtRectificationInput = Type.Object(
  {
    dimension: FindingDimensionCode,
    nature: FindingNatureCode,
    riskLevel: RiskLevel,
    description: FindingInput.properties.description,
    basis: FindingInput.properties.basis,
  },
  {
    ...closed,
    examples: [
      {
        ...{ dimension: 'procedure', nature: 'violation', riskLevel: 2 },
        ...{ description: '未核对死亡信息即发放', basis: '《社会保险经办条例》第三十六条' },
      },
    ],
  },
);
export type DoubtRectificationInput = Static<typeof DoubtRectificationInput>;

/** How many doubts of each rule are in each state. */
export const DoubtCounts = Type.Object(
  {
    data: Type.Array(
      Type.Object(
        {
          rule: Code,
          total: Type.Integer(),
          open: Type.Integer({ description: '尚无结论 / without a conclusion' }),
          overdue: Type.Integer(),
          confirmed: Type.Integer(),
          cleared: Type.Integer(),
        },
        closed,
      ),
    ),
  },
  { $id: 'DoubtCounts', ...closed },
);
export type DoubtCounts = Static<typeof DoubtCounts>;
