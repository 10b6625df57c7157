import { type Static, Type } from 'typebox';
import { Attachments, Evidence } from './attachment.ts';
import { escalatesTo } from './control-settings.ts';
import { FindingDimensionCode, FindingNatureCode, FindingStateCode, RectificationNumber } from './finding.ts';
import { Code, closed, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

export const rectificationStates = {
  issued: { zh: '已下达', en: 'Issued' },
  received: { zh: '已签收', en: 'Received' },
  answered: { zh: '已回复，待复查', en: 'Answered, to be checked' },
  returned: { zh: '退回整改', en: 'Sent back' },
  verified: { zh: '复查通过，待销号', en: 'Checked, to be closed' },
  closed: { zh: '已销号', en: 'Closed' },
  void: { zh: '已作废', en: 'Void' },
} as const;
export type RectificationState = keyof typeof rectificationStates;
export const RectificationStateCode = Type.Enum(Object.keys(rectificationStates) as RectificationState[], {
  description: '整改状态 / where it stands',
});

/** What is done with an order, as its history tells. */
export const rectificationActs = {
  receive: { zh: '签收', en: 'Received' },
  answer: { zh: '回复', en: 'Answered' },
  extend: { zh: '延期', en: 'Extended' },
  verify: { zh: '复查通过', en: 'Checked' },
  return: { zh: '复查退回', en: 'Sent back by the check' },
  refuse: { zh: '销号退回', en: 'Sent back at closing' },
  close: { zh: '销号', en: 'Closed' },
  void: { zh: '作废', en: 'Taken back' },
} as const;
export type RectificationActName = keyof typeof rectificationActs;
const RectificationActCode = Type.Enum(Object.keys(rectificationActs) as RectificationActName[], {
  description: '办理动作 / what was done',
});

const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description });
const WorkingDays = Type.Integer({ minimum: 1, maximum: 250, description: '工作日 / working days' });

const rectification = {
  id: Id,
  number: RectificationNumber,
  unit: Code,
  unitName: nullable(Name),
  responsible: Username,
  basis: Type.String({ description: '依据 / what it rests on' }),
  proof: Type.String({ description: '须报送的材料 / what proof is to be sent back' }),
  issuedAt: Instant,
  issuedBy: Username,
  dueAt: Type.String({ format: 'date-time', description: '逾期起点 / the first instant that is too late' }),
  state: RectificationStateCode,
  extended: Type.Boolean({ description: '已延期一次 / given more time, once' }),
  overdue: Type.Boolean(),
  findings: Type.Integer({ minimum: 1, description: '问题数 / of how many findings' }),
};
export const Rectification = Type.Object(rectification, { $id: 'Rectification', ...closed });
export type Rectification = Static<typeof Rectification>;

export const RectificationDetail = Type.Object(
  {
    ...rectification,
    responsibleName: nullable(Type.String()),
    issuedByName: nullable(Type.String()),
    centreName: nullable(Name),
    problems: Type.Array(
      Type.Object(
        {
          finding: Id,
          item: nullable(Code),
          itemName: nullable(Name),
          dimension: FindingDimensionCode,
          nature: FindingNatureCode,
          riskLevel: RiskLevel,
          state: FindingStateCode,
          description: Type.String(),
          basis: Type.String(),
          measure: Type.String({ description: '整改要求 / what is to be done' }),
        },
        closed,
      ),
    ),
    acts: Type.Array(
      Type.Object(
        {
          act: RectificationActCode,
          from: RectificationStateCode,
          to: RectificationStateCode,
          at: Instant,
          by: Username,
          note: nullable(Type.String()),
          accountability: nullable(Type.String({ description: '责任追究建议 / whom to hold to account' })),
          evidence: Attachments,
          dueAt: nullable(Instant),
        },
        closed,
      ),
    ),
    escalations: Type.Array(
      Type.Object(
        { at: Instant, afterWorkingDays: WorkingDays, to: Type.Enum(escalatesTo), people: Type.Array(Username) },
        { ...closed, description: '逾期上报 / whom it was taken to as overdue' },
      ),
    ),
    may: Type.Array(RectificationActCode, { description: '您现在可办理的动作 / what you may do with it now' }),
  },
  { $id: 'RectificationDetail', ...closed },
);
export type RectificationDetail = Static<typeof RectificationDetail>;

export const RectificationInput = Type.Object(
  {
    problems: Type.Array(Type.Object({ finding: Id, measure: text(4000, '整改要求 / what is to be done') }, closed), {
      minItems: 1,
      maxItems: 50,
      description: '同一股室的一个或多个问题 / findings of one section',
    }),
    responsible: Username,
    basis: text(1000, '依据 / what it rests on'),
    proof: text(1000, '须报送的材料 / what proof is to be sent back'),
    workingDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 250,
        description:
          '整改工作日，不得长于规定；默认按问题性质 / no more than the findings’ natures allow, which is the default',
      }),
    ),
  },
  {
    ...closed,
    examples: [
      {
        problems: [{ finding: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', measure: '补齐材料并复核同类办件' }],
        responsible: 'injury-unemployment-head',
        basis: '《社会保险经办条例》第三十六条',
        proof: '整改说明及补正材料',
      },
    ],
  },
);
export type RectificationInput = Static<typeof RectificationInput>;

const evidence = [{ name: '整改材料.pdf', digest: `sha-256:${'e3b0c44298fc1c14'.repeat(4)}` }];
export const RectificationAnswerInput = Type.Object(
  { note: text(4000, '整改情况 / what was done'), evidence: Evidence },
  { ...closed, examples: [{ note: '已补正材料，并对同类办件全部复核', evidence }] },
);
const more = {
  note: Type.Optional(text(4000, '说明，退回时必填 / why; needed when it is sent back')),
  accountability: Type.Optional(text(2000, '责任追究建议 / whom to hold to account, a suggestion')),
  workingDays: Type.Optional(WorkingDays),
};
export const RecheckInput = Type.Object(
  { result: Type.Enum(['verify', 'return']), ...more },
  { ...closed, examples: [{ result: 'verify' }] },
);
export const ClosureInput = Type.Object(
  { result: Type.Enum(['close', 'refuse']), ...more },
  { ...closed, examples: [{ result: 'close', accountability: '对经办人批评教育' }] },
);
export const VoidingInput = Type.Object(
  { reason: text(4000, '作废理由 / why it is taken back') },
  { ...closed, examples: [{ reason: '整改要求有误，另行下达' }] },
);
export const ExtensionInput = Type.Object(
  {
    workingDays: Type.Integer({ minimum: 1, maximum: 60, description: '延长的工作日 / working days more' }),
    reason: text(1000, '理由 / why'),
  },
  { ...closed, examples: [{ workingDays: 5, reason: '须等待外地核查结果' }] },
);

const count = Type.Integer({ minimum: 0 });
export const RectificationCounts = Type.Object(
  { total: count, overdue: count, byState: Type.Record(Type.String(), count) },
  { $id: 'RectificationCounts', ...closed },
);
export type RectificationCounts = Static<typeof RectificationCounts>;
