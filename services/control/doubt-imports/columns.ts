import { type AmountUnit, type DoubtField, type DoubtRule, doubtFields, doubtRules, noSuch } from '@zhiheng/contracts';
import { fieldProblem } from '@zhiheng/http';
import type { Columns, Naming } from '@zhiheng/http/table-columns';

/** What platforms call each column, without blanks, marks and brackets. */
const called: Record<DoubtField, readonly string[]> = {
  idNumber: [
    ...[
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '公民身份证号码',
      '证件号码',
      '证件号',
      '社会保障号码',
      '社会保障号',
      '社保号',
    ],
    ...['idnumber', 'idno', 'idcard', 'idcardno', 'citizenid'],
  ],
  dateOfDeath: ['死亡日期', '死亡时间', '身故日期', 'dateofdeath', 'deathdate'],
  lastPaidMonth: [
    '最后发放月份',
    '最后发放年月',
    '末次发放月份',
    '发放截止月份',
    '待遇发放截止年月',
    'lastpaidmonth',
    'lastpaid',
  ],
  from: ['开始日期', '开始时间', '开始年月', '刑期开始日期', '重叠开始日期', '起', 'from', 'start', 'startdate'],
  until: [
    '结束日期',
    '结束时间',
    '结束年月',
    '终止日期',
    '刑期结束日期',
    '重叠结束日期',
    '止',
    'until',
    'end',
    'enddate',
  ],
  otherRegion: ['另一地区', '异地', '异地地区', '其他地区', '异地参保地', '参保地', '领取地', 'otherregion', 'region'],
  scheme: ['险种', '险种类型', '险种名称', 'scheme'],
  since: ['起始日期', '起始时间', '就业日期', '就业开始日期', '领取起始日期', '待遇领取开始日期', 'since'],
  employer: ['用人单位', '单位名称', '就业单位', '单位', 'employer'],
  lastVerified: ['最近认证日期', '最后认证日期', '上次认证日期', '上次认证时间', 'lastverified'],
  recorded: ['系统出生日期', '登记出生日期', '社保出生日期', 'recorded', 'recordedbirthdate'],
  registry: ['户籍出生日期', '公安出生日期', 'registry', 'registrybirthdate'],
  workType: ['工种', '特殊工种', '工种名称', 'worktype'],
  years: ['年限', '工作年限', '从事年限', 'years'],
  schemeA: ['险种一', '险种1', '险种a', 'schemea'],
  schemeB: ['险种二', '险种2', '险种b', 'schemeb'],
  amountFen: [
    '金额',
    '涉及金额',
    '多发金额',
    '疑点金额',
    '发放金额',
    '重复金额',
    '待遇金额',
    'amountfen',
    'amount',
    'amountyuan',
  ],
};

export const dates: ReadonlySet<DoubtField> = new Set([
  'dateOfDeath',
  'lastPaidMonth',
  'from',
  'until',
  'since',
  'lastVerified',
  'recorded',
  'registry',
]);

/** The rule of an imported list, and what its file has to have. */
export interface ListRule {
  code: string;
  severity: DoubtRule['severity'];
  columns: readonly DoubtField[];
  /** What makes two lines the same doubt. */
  identity: readonly DoubtField[];
  naming: Naming<DoubtField>;
}

const isField = (name: string): name is DoubtField => (doubtFields as readonly string[]).includes(name);

/** Throws `unknown-code` for a rule that is of no list. */
export function listRule(code: string): ListRule {
  const rule = doubtRules.find((one) => one.kind === 'imported' && one.code === code);
  if (!rule) throw fieldProblem('unknown-code', '/rule', noSuch('rule', code));
  const columns = (rule.columns ?? []).filter(isField);
  const identity = (rule.parameters.dedupKey as readonly string[]).filter(isField);
  return { code, severity: rule.severity, columns, identity, naming: { fields: columns, called } };
}

/** By what its title says; a title that says nothing is of yuan, as people write. */
export const amountUnitOf = ({ amountFen }: Columns<DoubtField>): AmountUnit =>
  amountFen !== undefined && /分|fen/i.test(amountFen) ? 'fen' : 'yuan';
