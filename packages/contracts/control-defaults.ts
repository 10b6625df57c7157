import type { ControlQuestion, ControlSettings, Dimension } from './control-settings.ts';
import { doubtRules, internalDoubtRules } from './doubt-rules.ts';
import { type ReportMeasure, reportMeasures } from './report-measures.ts';

const question = (id: string, dimension: Dimension, perGroup: boolean, zh: string, en: string): ControlQuestion => ({
  id,
  dimension,
  perGroup,
  text: { zh, en },
});
const escalation: ControlSettings['selfCheck']['escalation'] = [
  { afterWorkingDays: 1, to: 'section-head' },
  { afterWorkingDays: 3, to: 'deputy-director' },
  { afterWorkingDays: 5, to: 'director' },
];

/** Where a centre starts: assumed, for no published figures are known; each may be changed. */
export const controlDefaults: ControlSettings = {
  selfCheck: {
    questions: [
      question(
        'step-order',
        'procedure',
        true,
        '环节顺序符合规程，没有倒签或补签',
        'Steps were in order; none was dated back or made up later',
      ),
      question(
        'posts-separated',
        'procedure',
        true,
        '经办、复核、审核由不同人员办理',
        'Handling, review and approval were by different people',
      ),
      question('time-limits', 'procedure', true, '在规定时限内办结', 'Cases were finished within their time limits'),
      question('papers-complete', 'content', true, '申请材料齐全，签章完整', 'Papers are complete, signed and sealed'),
      question('data-equals-papers', 'content', true, '系统录入与材料一致', 'What was entered equals the papers'),
      question(
        'amounts-right',
        'content',
        true,
        '金额、账户、起止时间计算无误',
        'Amounts, accounts and periods are right',
      ),
      question(
        'policy-cited',
        'policy-basis',
        true,
        '适用政策文件正确且现行有效',
        'The policy applied is the right one and in force',
      ),
      question(
        'permissions-equal-posts',
        'permissions',
        false,
        '本股室权限清单与岗位一致',
        'The permissions of the section equal its posts',
      ),
      question(
        'leavers-cleared',
        'permissions',
        false,
        '离岗、调岗人员权限已清理',
        'Leavers and people who moved hold nothing left over',
      ),
      question('no-shared-accounts', 'permissions', false, '没有共用或借用账号', 'No account was shared or lent'),
    ],
    dueWorkingDays: 10,
    remindWorkingDays: [3, 1],
    correctWorkingDays: 3,
    escalation,
    dormantDays: 60,
  },
  sampling: {
    rates: [
      { risk: 3, share: 0.1, least: 5 },
      { risk: 2, share: 0.05, least: 3 },
      { risk: 1, share: 0.01, least: 1 },
    ],
    perOperatorLeast: 1,
    certainty: {
      amountFen: 1_000_000,
      identityChangeDays: 30,
      staffOrRelative: true,
      exceptionOrTemporary: true,
      openDoubt: true,
      leaversLastMonth: true,
    },
  },
  rectification: {
    workingDays: { 'suspected-fraud': 3, violation: 5, 'control-gap': 15, error: 10 },
    answerWorkingDays: 3,
    escalation,
    repeatMonths: 6,
  },
  doubts: {
    verifyWorkingDays: 10,
    byRule: doubtRules.flatMap(({ code, parameters: { verifyWithinWorkingDays: days, minAmountFen } }) =>
      typeof days === 'number'
        ? [{ rule: code, verifyWorkingDays: days, minAmountFen: Number(minAmountFen ?? 0) }]
        : [],
    ),
    remindWorkingDays: 2,
    escalation,
    spotCheckShare: 0.1,
    spotCheckLeast: 5,
    stopWorkingDays: 5,
    stopItems: ['enterprise', 'institution', 'resident'].flatMap((scheme) => [
      `${scheme}-pension-suspension`,
      `${scheme}-pension-termination`,
    ]),
  },
  rules: Object.fromEntries(internalDoubtRules.map(({ code, parameters }) => [code, { on: true, parameters }])),
  reports: {
    figures: Object.keys(reportMeasures) as ReportMeasure[],
    tables: ['cases-by-month', 'cases-by-section'],
  },
};
