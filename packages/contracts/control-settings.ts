import { type Static, type TSchema, type TUnsafe, Type } from 'typebox';
import { type DoubtRuleParameters, doubtRules, internalDoubtRules } from './doubt-rules.ts';
import { Code, closed, Id, Instant, Name, nullable, Reason, RiskLevel, Username } from './primitives.ts';
import { type ReportMeasure, type ReportTableId, reportMeasures, reportTables } from './report-measures.ts';

/** What is looked at: how the work was done, what it contains, its policy basis, permissions against posts. */
export const dimensions = ['procedure', 'content', 'policy-basis', 'permissions'] as const;
export type Dimension = (typeof dimensions)[number];

const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const workingDays = (description: string) => whole(1, 250, description);

/** One question of the form of self-checks. */
export const ControlQuestion = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
    dimension: Type.Enum(dimensions),
    /** Asked for each group of the section's items (险种), else once for the section. */
    perGroup: Type.Boolean({ description: '按险种分别回答 / answered for each insurance of the section' }),
    text: Name,
  },
  closed,
);
export type ControlQuestion = Static<typeof ControlQuestion>;

export const escalatesTo = ['section-head', 'deputy-director', 'director'] as const;
const Escalation = Type.Array(
  Type.Object(
    {
      afterWorkingDays: workingDays('逾期后第几个工作日 / working days after the deadline'),
      to: Type.Enum(escalatesTo),
    },
    closed,
  ),
  { maxItems: 10, description: '逾期上报 / whom what is overdue is taken to' },
);

const SelfCheckSettings = Type.Object(
  {
    questions: Type.Array(ControlQuestion, { minItems: 1, maxItems: 60 }),
    dueWorkingDays: workingDays('每月首日后第几个工作日前完成 / working days after the 1st until the form is due'),
    remindWorkingDays: Type.Array(whole(1, 60, '到期前几个工作日提醒 / working days before it is due'), {
      maxItems: 5,
    }),
    correctWorkingDays: workingDays('退回后几个工作日内更正 / working days to correct what was returned'),
    escalation: Escalation,
    dormantDays: whole(1, 366, '授权多少天未用即为闲置 / days without use after which a grant is dormant'),
  },
  closed,
);

const SamplingSettings = Type.Object(
  {
    rates: Type.Array(
      Type.Object(
        { risk: RiskLevel, share: share('抽取比例 / share'), least: whole(0, 1_000, '最少件数 / at least') },
        closed,
      ),
      { minItems: 3, maxItems: 3, description: '各风险等级的抽取比例 / by risk level' },
    ),
    perOperatorLeast: whole(0, 100, '每名经办人最少件数 / of each operator at least'),
    certainty: Type.Object(
      {
        amountFen: nullable(
          whole(1, Number.MAX_SAFE_INTEGER, '单笔金额达到即必查（分）/ amount from which a case is always drawn'),
        ),
        identityChangeDays: nullable(
          whole(1, 366, '同一人几天内变更身份信息又合并账户 / days between a change of identity and a merge'),
        ),
        staffOrRelative: Type.Boolean({
          description: '业务对象为工作人员或其亲属 / the subject is staff or a relative',
        }),
        exceptionOrTemporary: Type.Boolean({
          description: '经办人持有例外或临时授权 / touched under an exception or a temporary grant',
        }),
        openDoubt: Type.Boolean({ description: '有未结疑点 / with an open doubt' }),
        leaversLastMonth: Type.Boolean({ description: '离岗人员最后一个月 / of the last month of a leaver' }),
      },
      { ...closed, description: '必查条件 / what is drawn with certainty' },
    ),
  },
  closed,
);

const RectificationSettings = Type.Object(
  {
    workingDays: Type.Object(
      {
        'suspected-fraud': workingDays('涉嫌欺诈 / suspected fraud'),
        violation: workingDays('违规 / violation'),
        'control-gap': workingDays('内控缺陷 / control gap'),
        error: workingDays('差错 / error'),
      },
      { ...closed, description: '各类问题的整改工作日 / working days to rectify, by nature' },
    ),
    answerWorkingDays: workingDays('反馈意见的工作日 / working days to answer or dispute a finding'),
    escalation: Escalation,
    repeatMonths: whole(1, 36, '几个月内同因再现为重复问题 / months within which the same cause is a repeat'),
  },
  closed,
);

const DoubtSettings = Type.Object(
  {
    verifyWorkingDays: workingDays('核查的工作日 / working days to verify'),
    byRule: Type.Array(
      Type.Object(
        {
          rule: Type.Enum(doubtRules.map(({ code }) => code)),
          verifyWorkingDays: workingDays('核查的工作日 / working days to verify'),
          minAmountFen: whole(
            0,
            Number.MAX_SAFE_INTEGER,
            '清单中低于此金额（分）的行不列为疑点；本中心数据的规则为 0 / lines of a list below it are no doubts; 0 for rules over our own data',
          ),
        },
        closed,
      ),
      { maxItems: doubtRules.length, description: '另有规定的规则 / rules for which other than the usual applies' },
    ),
    remindWorkingDays: whole(1, 60, '到期前几个工作日提醒 / working days before it is due'),
    escalation: Escalation,
    spotCheckShare: share('批量排除的抽查比例 / share of bulk clearances that a second person checks'),
    spotCheckLeast: whole(0, 1_000, '抽查最少件数 / at least'),
    stopWorkingDays: whole(1, 60, '通知停发后须在几个工作日内确认 / working days in which a stop is confirmed'),
    stopItems: Type.Array(Code, {
      maxItems: 100,
      uniqueItems: true,
      description: '停发类事项，其办结件可证明停发 / items whose finished cases prove that a benefit was stopped',
    }),
  },
  closed,
);

/** A number, a truth, a code or a list of codes, as the default is. */
const parameterOf = (value: DoubtRuleParameters[string]): TSchema => {
  if (typeof value === 'number') return Type.Number({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
  if (typeof value === 'boolean') return Type.Boolean();
  if (typeof value === 'string') return Type.String({ minLength: 1, maxLength: 100 });
  return Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 });
};

/** Each rule over our own data, by its code: whether it is looked for, and from what on. */
const RuleSettings = Type.Object(
  Object.fromEntries(
    internalDoubtRules.map(({ code, parameters }) => [
      code,
      Type.Object(
        {
          on: Type.Boolean({ description: '启用 / looked for each day' }),
          parameters: Type.Object(
            Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterOf(value)])),
            closed,
          ),
        },
        closed,
      ),
    ]),
  ),
  { ...closed, description: '本中心数据的疑点规则 / rules over our own data' },
) as unknown as TUnsafe<Record<string, { on: boolean; parameters: DoubtRuleParameters }>>;

const ReportSettings = Type.Object(
  {
    figures: Type.Array(Type.Enum(Object.keys(reportMeasures) as ReportMeasure[]), {
      minItems: 1,
      uniqueItems: true,
      description: '首页所列指标及其次序 / the figures that a report leads with, in their order',
    }),
    tables: Type.Array(Type.Enum(Object.keys(reportTables) as ReportTableId[]), {
      uniqueItems: true,
      description: '首页所列的表 / the tables that it begins with',
    }),
  },
  closed,
);

const parts = {
  selfCheck: SelfCheckSettings,
  sampling: SamplingSettings,
  rectification: RectificationSettings,
  doubts: DoubtSettings,
  rules: RuleSettings,
  reports: ReportSettings,
};

/** How a centre runs its internal control: changed by a proposal that another person approves. */
export const ControlSettings = Type.Object(parts, closed);
export type ControlSettings = Static<typeof ControlSettings>;

const versioned = {
  version: whole(0, 1_000_000, '0：默认值 / the defaults'),
  settings: ControlSettings,
  since: nullable(Instant),
  proposedBy: nullable(Username),
  approvedBy: nullable(Username),
  reason: nullable(Reason),
  approval: nullable(Id),
};
const Differences = Type.Array(
  Type.Object(
    {
      path: Type.String({ description: '设置项 / JSON pointer', examples: ['/selfCheck/dueWorkingDays'] }),
      before: Type.Unknown(),
      after: Type.Unknown(),
    },
    closed,
  ),
  { description: '与上一版的不同 / what differs from the version before' },
);

/** The settings that apply, and what waits to replace them. */
export const ControlSettingsInForce = Type.Object(
  { ...versioned, pending: nullable(Id), mayPropose: Type.Boolean() },
  { $id: 'ControlSettings', ...closed },
);
export type ControlSettingsInForce = Static<typeof ControlSettingsInForce>;

/** One version of the settings, and what it changed. */
export const ControlSettingsVersion = Type.Object(
  { ...versioned, differences: Differences },
  { $id: 'ControlSettingsVersion', ...closed },
);
export type ControlSettingsVersion = Static<typeof ControlSettingsVersion>;

export const ControlSettingsPreview = Type.Object(
  { version: versioned.version, differences: Differences },
  { $id: 'ControlSettingsPreview', ...closed },
);

/** All settings anew; `version` is that of what was looked at before. */
export const ControlSettingsInput = Type.Object(
  { version: versioned.version, settings: ControlSettings, reason: Reason },
  { $id: 'ControlSettingsInput', ...closed },
);
export type ControlSettingsInput = Static<typeof ControlSettingsInput>;
