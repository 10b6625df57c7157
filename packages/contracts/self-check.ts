import { type Static, Type } from 'typebox';
import { ControlQuestion } from './control-settings.ts';
import { FindingNatureCode } from './finding.ts';
import { Code, closed, Day, Id, Instant, Name, nullable, RiskLevel, Username } from './primitives.ts';

const words = (most: number, description: string) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '\\S', description });
const count = (description: string) => Type.Integer({ minimum: 0, description });

/** The form of a section's self-check, as it was when the check was opened. */
export const SelfCheckForm = Type.Object(
  {
    groups: Type.Array(
      Type.Object(
        {
          group: Code,
          items: Type.Array(Type.Object({ item: Code, name: Name }, closed)),
        },
        closed,
      ),
      { description: '本股室按险种分组的业务事项 / the items of the section by insurance' },
    ),
    questions: Type.Array(ControlQuestion),
  },
  closed,
);
export type SelfCheckForm = Static<typeof SelfCheckForm>;

const SelfCheckFinding = Type.Object(
  {
    key: Type.Optional(Id),
    nature: FindingNatureCode,
    riskLevel: RiskLevel,
    description: words(2000, '问题描述 / what is wrong'),
    item: nullable(Code),
    amountFen: nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '金额（分）/ fen' })),
  },
  { ...closed, description: '签字后登记为问题 / raised as a finding with the signature' },
);

const SelfCheckEntry = Type.Object(
  {
    question: Type.String({ minLength: 1, maxLength: 63 }),
    group: nullable(Code),
    ok: Type.Boolean({ description: '是否合规 / nothing amiss' }),
    note: Type.Optional(words(2000, '说明，不合规时必填 / needed when ok is false')),
    corrected: Type.Optional(
      Type.Object(
        {
          what: words(1000, '已立行立改的内容 / what was put right at once'),
          on: Day,
          by: words(100, '由谁 / by whom'),
        },
        closed,
      ),
    ),
    help: Type.Optional(words(1000, '需协调解决 / what needs help')),
    findings: Type.Array(SelfCheckFinding, { maxItems: 20 }),
  },
  closed,
);
export type SelfCheckEntry = Static<typeof SelfCheckEntry>;

/** What people of the section fill in. */
export const SelfCheckDraft = Type.Object(
  {
    entries: Type.Array(SelfCheckEntry, { maxItems: 600 }),
    checkedOwn: count('本人经办中自查的件数 / cases checked by who handled them'),
    checkedOthers: count('交叉自查的件数 / cases checked by others of the section'),
    remark: Type.Optional(words(2000, '备注 / remark')),
  },
  closed,
);
export type SelfCheckDraft = Static<typeof SelfCheckDraft>;

export const SelfCheckDraftInput = Type.Object(
  { revision: Type.Integer({ minimum: 0 }), draft: SelfCheckDraft },
  {
    $id: 'SelfCheckDraftInput',
    ...closed,
    examples: [{ revision: 0, draft: { entries: [], checkedOwn: 12, checkedOthers: 3 } }],
  },
);

/** What the system knows of a section beyond its cases of the month. */
export const SectionFigures = Type.Object(
  {
    casesCancelled: count('撤销办件 / cases cancelled'),
    casesCorrected: count('退回后办结 / cases completed after they were sent back'),
    items: Type.Array(
      Type.Object(
        {
          item: Code,
          name: Name,
          opened: count('受理 / opened'),
          completed: count('办结 / completed'),
          returned: count('退回 / sent back'),
          cancelled: count('撤销 / cancelled'),
        },
        closed,
      ),
    ),
    openConflicts: count('未处理的职责冲突 / holdings in conflict that are to be given up'),
    liveExceptions: count('有效例外 / exceptions in force'),
    dormantGrants: count('闲置授权 / grants not used for the days of the settings'),
    leavers: count('当月离岗 / who left in the month'),
    postChanges: count('当月调岗 / who came, went or changed post in the month'),
    people: count('在岗人员 / people of the section'),
    peopleWithoutGrants: count('无授权人员 / of them without any grant'),
    grants: count('有效授权 / grants in force at the section'),
    grantsOfOthers: count('外部人员持有的授权 / of them held by people of other units'),
  },
  { ...closed, description: '系统数据 / figures by the system' },
);
export type SectionFigures = Static<typeof SectionFigures>;

const SelfCheckReturn = Type.Object(
  { reason: words(1000, '退回理由 / why'), returnedBy: nullable(Username), returnedAt: Instant },
  closed,
);

/** The form of one self-check with its draft. */
export const SelfCheckFormDocument = Type.Object(
  {
    id: Id,
    unit: Code,
    unitName: nullable(Name),
    month: Type.String(),
    state: Type.Enum(['open', 'completed']),
    dueAt: Instant,
    overdue: Type.Boolean(),
    form: SelfCheckForm,
    draft: nullable(SelfCheckDraft),
    revision: Type.Integer({ minimum: 0 }),
    draftedBy: nullable(Username),
    draftedAt: nullable(Instant),
    /** Findings that were raised from it: key of the entry's finding, id. */
    raised: Type.Record(Type.String(), Id),
    sectionFigures: SectionFigures,
    missing: Type.Array(Type.Object({ question: Type.String(), group: nullable(Code) }, closed), {
      description: '尚未回答 / not yet answered',
    }),
    returns: Type.Array(SelfCheckReturn),
    mayFill: Type.Boolean(),
    mayComplete: Type.Boolean(),
    mayReturn: Type.Boolean(),
  },
  { $id: 'SelfCheckForm', ...closed },
);
export type SelfCheckFormDocument = Static<typeof SelfCheckFormDocument>;

export const SelfCheckReturnInput = Type.Object(
  { reason: words(1000, '退回理由 / why it is to be corrected') },
  { $id: 'SelfCheckReturnInput', ...closed, examples: [{ reason: '第三项未附说明' }] },
);
