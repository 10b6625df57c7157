import { type Static, Type } from 'typebox';
import { Code, closed, Day, Id, Instant, Name, nullable, Username } from './primitives.ts';

/** Where a recovery stands. */
export const recoveryStates = {
  opened: { zh: '待经办', en: 'To be ordered' },
  'to-review': { zh: '待复核', en: 'To be reviewed' },
  'to-approve': { zh: '待审核', en: 'To be approved' },
  ordered: { zh: '追回中', en: 'Owed' },
  settled: { zh: '已结清', en: 'Settled' },
  cancelled: { zh: '已撤销', en: 'Cancelled' },
} as const;
export const RecoveryState = Type.Enum(Object.keys(recoveryStates) as (keyof typeof recoveryStates)[], {
  description: '追回状态 / where it stands',
});

/** What moves its money. */
export const recoveryLineKinds = {
  ordered: { zh: '责令退回', en: 'Ordered to be repaid' },
  received: { zh: '收到退款', en: 'Received' },
  deducted: { zh: '抵扣', en: 'Deducted' },
  'written-off': { zh: '核销', en: 'Written off' },
  reversal: { zh: '冲正', en: 'Reversal' },
} as const;

/** Out of what it was deducted (社会保险经办条例 art. 46). */
export const deductionSources = {
  benefit: { zh: '以后的待遇', en: 'Later benefits' },
  account: { zh: '个人账户余额', en: 'Balance of the personal account' },
} as const;

export const RecoverySource = Type.Enum(['doubt', 'finding'], { description: '来源 / what it comes from' });
/** Whole fen: no recovery is larger than 10^15. */
const Fen = (description: string) => Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000, description });
const PositiveFen = Type.Integer({
  minimum: 1,
  maximum: 1_000_000_000_000_000,
  description: '金额（分） / amount in fen',
  examples: [100_000],
});
const Currency = Type.Literal('CNY');
const Text = (description: string, maxLength = 2000) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description });
const Reference = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9./_-]{0,99}$',
  description: '凭证号，只计一次 / receipt or batch; it counts once',
  examples: ['R2026-1130-07'],
});
const DeductedFrom = Type.Enum(Object.keys(deductionSources) as (keyof typeof deductionSources)[], {
  description: '抵扣来源 / out of what it was deducted',
});

const balance = {
  amountFen: PositiveFen,
  receivedFen: Fen('已收 / received'),
  deductedFen: Fen('已抵扣 / deducted'),
  writtenOffFen: Fen('已核销 / written off'),
  outstandingFen: Fen('未追回 / outstanding'),
  currency: Currency,
};
const facts = {
  id: Id,
  source: RecoverySource,
  about: Id,
  unit: Code,
  unitName: nullable(Name),
  subjectShown: nullable(Type.String({ description: '对象（掩码） / from whom, masked' })),
  basis: Type.String(),
  state: RecoveryState,
  ...balance,
  dueOn: nullable(Day),
  openedAt: Instant,
  openedBy: nullable(Username),
  handledAt: nullable(Instant),
  handledBy: nullable(Username),
  reviewedAt: nullable(Instant),
  reviewedBy: nullable(Username),
  approvedAt: nullable(Instant),
  approvedBy: nullable(Username),
  comment: nullable(Type.String({ description: '最近一次退回或撤销的意见 / why it was last returned or cancelled' })),
  transferredAt: nullable(Instant),
  transferredTo: nullable(Type.String()),
  transferReason: nullable(Type.String()),
};

/** Money to be got back (追回); received + deducted + written off + outstanding is always the amount. */
export const Recovery = Type.Object(facts, { $id: 'Recovery', ...closed });
export type Recovery = Static<typeof Recovery>;

export const RecoveryLine = Type.Object(
  {
    id: Id,
    no: Type.Integer({ minimum: 1, description: '序号 / first to last' }),
    kind: Type.Enum(Object.keys(recoveryLineKinds) as (keyof typeof recoveryLineKinds)[]),
    amountFen: Type.Integer({ description: '金额（分），冲正为负 / in fen; of a reversal negative' }),
    currency: Currency,
    reverses: nullable(Id),
    reversed: Type.Boolean({ description: '已被冲正 / taken back by a later line' }),
    outstandingFen: Fen('此笔后的余额 / outstanding after it'),
    reference: nullable(Type.String()),
    deductedFrom: nullable(DeductedFrom),
    settledOn: Day,
    note: nullable(Type.String()),
    by: nullable(Username),
    at: Instant,
  },
  { $id: 'RecoveryLine', ...closed },
);
export type RecoveryLine = Static<typeof RecoveryLine>;

const Instalment = Type.Object({ dueOn: Day, amountFen: PositiveFen }, closed);
export const RecoveryPlan = Type.Object(
  {
    no: Type.Integer({ minimum: 1 }),
    totalFen: PositiveFen,
    inForce: Type.Boolean({ description: '现行协议 / the agreement in force' }),
    instalments: Type.Array(
      Type.Object(
        { dueOn: Day, amountFen: PositiveFen, paidFen: Fen('已还 / paid of it'), overdue: Type.Boolean() },
        closed,
      ),
    ),
    note: nullable(Type.String()),
    proposedBy: nullable(Username),
    proposedAt: Instant,
    confirmedBy: nullable(Username),
    confirmedAt: nullable(Instant),
  },
  { $id: 'RecoveryPlan', ...closed },
);
export type RecoveryPlan = Static<typeof RecoveryPlan>;

export const RecoveryDetail = Type.Object(
  { ...facts, lines: Type.Array(RecoveryLine), plans: Type.Array(RecoveryPlan) },
  { $id: 'RecoveryDetail', ...closed },
);
export type RecoveryDetail = Static<typeof RecoveryDetail>;

export const RecoveryInput = Type.Object(
  {
    source: RecoverySource,
    about: Id,
    basis: Text('依据 / why it is owed'),
    amountFen: Type.Optional(PositiveFen),
  },
  {
    ...closed,
    description: '金额缺省时取所认定的金额，且不得超过 / the amount confirmed, unless less is given',
    examples: [{ source: 'doubt', about: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', basis: '死亡后继续领取养老金' }],
  },
);
export const RecoveryOrderInput = Type.Object(
  { dueOn: Day },
  { ...closed, description: '限期一次退回 / the last day to repay at once', examples: [{ dueOn: '2027-01-29' }] },
);
export const RecoveryDecisionInput = Type.Object(
  {
    duty: Type.Enum(['review', 'approve'], { description: '复核或审核 / which of the two' }),
    verdict: Type.Enum(['agree', 'return', 'cancel'], { description: '同意、退回经办、撤销 / what it leads to' }),
    comment: Type.Optional(Text('意见，退回与撤销必填 / needed unless it is agreed to')),
  },
  { ...closed, examples: [{ duty: 'review', verdict: 'agree' }] },
);
export const RecoveryLineInput = Type.Object(
  {
    kind: Type.Enum(['received', 'deducted']),
    amountFen: PositiveFen,
    reference: Reference,
    settledOn: Day,
    deductedFrom: Type.Optional(DeductedFrom),
    note: Type.Optional(Text('备注 / note')),
  },
  {
    ...closed,
    description: '同一凭证再次提交给出原记录 / the same reference again gives what it gave before',
    examples: [{ kind: 'received', amountFen: 100_000, reference: 'R2026-1130-07', settledOn: '2026-11-30' }],
  },
);
export const RecoveryReversalInput = Type.Object(
  { line: Id, reason: Text('冲正理由 / why') },
  { ...closed, examples: [{ line: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', reason: '误记他人的退款' }] },
);
export const RecoveryPlanInput = Type.Object(
  {
    instalments: Type.Array(Instalment, { minItems: 1, maxItems: 120 }),
    note: Type.Optional(Text('备注 / note')),
  },
  {
    ...closed,
    description: '各期之和等于尚未追回的金额 / together all that is outstanding',
    examples: [
      {
        instalments: [
          { dueOn: '2026-12-31', amountFen: 100_000 },
          { dueOn: '2027-01-29', amountFen: 74_400 },
        ],
      },
    ],
  },
);
export const RecoveryTransferInput = Type.Object(
  { authority: Text('移交何机关 / to whom', 200), reason: Text('移交理由 / why') },
  { ...closed, examples: [{ authority: '县人力资源和社会保障局', reason: '逾期拒不退回' }] },
);

export const RecoveryWriteOffInput = Type.Object(
  { amountFen: PositiveFen, reason: Text('核销理由 / why', 1000) },
  { ...closed, examples: [{ amountFen: 74_400, reason: '债务人死亡，无遗产可供执行' }] },
);

export const RecoveryTotals = Type.Object(
  {
    orders: Type.Integer({ minimum: 0, description: '期内责令退回的件数 / ordered in the period' }),
    orderedFen: Fen('期内责令退回 / ordered in the period'),
    receivedFen: Type.Integer({ description: '期内收到 / received in the period' }),
    deductedFen: Type.Integer({ description: '期内抵扣 / deducted in the period' }),
    recoveredFen: Type.Integer({ description: '期内追回：收到加抵扣 / received and deducted' }),
    writtenOffFen: Type.Integer({ description: '期内核销 / written off in the period' }),
    outstandingFen: Fen('期末未追回 / outstanding when it ended'),
    currency: Currency,
  },
  { $id: 'RecoveryTotals', ...closed },
);
export type RecoveryTotals = Static<typeof RecoveryTotals>;
