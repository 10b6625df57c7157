/** What is counted of a month, each thing by the moment at which it happened. */
export const reportMeasures = {
  'case-opened': { zh: '受理办件', en: 'Cases opened', counts: 'case' },
  'case-finished': { zh: '办结办件', en: 'Cases finished', counts: 'case' },
  'case-cancelled': { zh: '撤销办件', en: 'Cases cancelled', counts: 'case' },
  'step-returned': { zh: '退回', en: 'Sent back', counts: 'case' },
  'pair-finished': { zh: '经办复核搭档办结', en: 'Finished by a pair', counts: 'case' },
  'case-reviewed': { zh: '复核用时', en: 'Reviews by their time', counts: 'case' },
  'self-check-due': { zh: '应完成自查', en: 'Self-checks due', counts: 'self-check' },
  'self-check-on-time': { zh: '按时完成自查', en: 'Self-checks on time', counts: 'self-check' },
  'self-check-late': { zh: '逾期后完成自查', en: 'Self-checks completed late', counts: 'self-check' },
  'change-settled': { zh: '办结权限申请', en: 'Permission changes settled', counts: 'request' },
  'change-rejected': { zh: '驳回权限申请', en: 'Permission changes rejected', counts: 'request' },
  'change-time': { zh: '权限申请用时', en: 'Time of permission changes', counts: 'seconds' },
  'leaver-disabled': { zh: '离岗停号', en: 'Leavers shut out', counts: 'departure' },
  population: { zh: '抽样总体', en: 'Population drawn from', counts: 'case' },
  sampled: { zh: '抽查样本', en: 'Sampled', counts: 'case' },
  finding: { zh: '问题', en: 'Findings', counts: 'finding' },
  'finding-sampled': { zh: '抽查发现问题', en: 'Findings of samples', counts: 'finding' },
  'finding-repeated': { zh: '半年内重复问题', en: 'Repeated within six months', counts: 'finding' },
  'finding-of-operator': { zh: '涉及人员的问题', en: 'Findings of the operator', counts: 'finding' },
  'rectification-issued': { zh: '下达整改', en: 'Rectifications ordered', counts: 'rectification' },
  'rectification-closed': { zh: '整改销号', en: 'Rectifications closed', counts: 'rectification' },
  'rectification-on-time': { zh: '按期整改', en: 'Rectified in time', counts: 'rectification' },
  'rectification-time': { zh: '整改用时', en: 'Time of rectifications', counts: 'seconds' },
  'doubt-received': { zh: '收到疑点', en: 'Doubts received', counts: 'doubt' },
  'doubt-checked': { zh: '核查疑点', en: 'Doubts checked', counts: 'doubt' },
  'doubt-on-time': { zh: '按期核查', en: 'Checked in time', counts: 'doubt' },
  'doubt-confirmed': { zh: '确认疑点', en: 'Doubts confirmed', counts: 'doubt' },
  'doubt-cleared': { zh: '排除疑点', en: 'Doubts cleared', counts: 'doubt' },
  'confirmed-money': { zh: '确认金额', en: 'Money confirmed', counts: 'fen' },
  'recovery-ordered': { zh: '责令退回', en: 'Money ordered back', counts: 'fen' },
  'recovery-received': { zh: '追回金额', en: 'Money recovered', counts: 'fen' },
  'recovery-written-off': { zh: '核销金额', en: 'Money written off', counts: 'fen' },
} as const;
export type ReportMeasure = keyof typeof reportMeasures;

/** A rate: so much of one for `per` of another. */
export const reportRates = {
  'return-rate': {
    zh: '每百件退回',
    en: 'Sent back per 100 finished',
    of: 'step-returned',
    to: 'case-finished',
    per: 100,
  },
  'self-check-rate': {
    zh: '自查按时率（%）',
    en: 'Self-checks on time (%)',
    of: 'self-check-on-time',
    to: 'self-check-due',
    per: 100,
  },
  'rejected-rate': {
    zh: '申请驳回率（%）',
    en: 'Changes rejected (%)',
    of: 'change-rejected',
    to: 'change-settled',
    per: 100,
  },
  'change-days': {
    zh: '申请平均天数',
    en: 'Mean days of a change',
    of: 'change-time',
    to: 'change-settled',
    per: 1 / 86_400,
  },
  'sample-rate': { zh: '抽样率（%）', en: 'Sampled (%)', of: 'sampled', to: 'population', per: 100 },
  'finding-rate': {
    zh: '每百样本问题',
    en: 'Findings per 100 sampled',
    of: 'finding-sampled',
    to: 'sampled',
    per: 100,
  },
  'operator-rate': {
    zh: '每百样本问题',
    en: 'Findings per 100 sampled',
    of: 'finding-of-operator',
    to: 'sampled',
    per: 100,
  },
  'rectification-rate': {
    zh: '按期整改率（%）',
    en: 'Rectified in time (%)',
    of: 'rectification-on-time',
    to: 'rectification-closed',
    per: 100,
  },
  'rectification-days': {
    zh: '整改平均天数',
    en: 'Mean days of a rectification',
    of: 'rectification-time',
    to: 'rectification-closed',
    per: 1 / 86_400,
  },
  'doubt-rate': {
    zh: '按期核查率（%）',
    en: 'Checked in time (%)',
    of: 'doubt-on-time',
    to: 'doubt-checked',
    per: 100,
  },
  'confirmed-rate': {
    zh: '疑点确认率（%）',
    en: 'Doubts confirmed (%)',
    of: 'doubt-confirmed',
    to: 'doubt-checked',
    per: 100,
  },
  'recovery-rate': {
    zh: '追回率（%）',
    en: 'Recovered (%)',
    of: 'recovery-received',
    to: 'recovery-ordered',
    per: 100,
  },
} as const satisfies Record<string, { zh: string; en: string; of: ReportMeasure; to: ReportMeasure; per: number }>;
export type ReportRate = keyof typeof reportRates;

/** By what a table breaks its measures down. */
export const reportBreakdowns = {
  month: { zh: '月份', en: 'Month' },
  section: { zh: '股室', en: 'Section' },
  item: { zh: '业务事项', en: 'Item' },
  risk: { zh: '风险等级', en: 'Risk level' },
  channel: { zh: '渠道', en: 'Channel' },
  change: { zh: '申请种类', en: 'Kind of change' },
  tier: { zh: '审批层级', en: 'Tier' },
  time: { zh: '用时', en: 'Time' },
  kind: { zh: '离岗种类', en: 'Kind of departure' },
  dimension: { zh: '检查内容', en: 'Dimension' },
  nature: { zh: '性质', en: 'Nature' },
  origin: { zh: '来源', en: 'Origin' },
  rule: { zh: '疑点种类', en: 'Kind of doubt' },
  operator: { zh: '人员', en: 'Operator' },
  pair: { zh: '经办–复核', en: 'Handler and reviewer' },
} as const;
export type ReportBreakdown = keyof typeof reportBreakdowns;

export interface TableOfReport {
  zh: string;
  en: string;
  by: ReportBreakdown;
  measures: readonly ReportMeasure[];
  rates: readonly ReportRate[];
  /** Measures that are not parted by it: rates are taken of all of them. */
  whole?: readonly ReportMeasure[];
}

const volumes = ['case-opened', 'case-finished', 'case-cancelled', 'step-returned'] as const;
const ofVolumes = { measures: volumes, rates: ['return-rate'] } as const;

const ofSamples = {
  measures: ['sampled', 'population', 'finding-sampled', 'finding-repeated'],
  rates: ['sample-rate', 'finding-rate'],
} as const;
const ofFindings = {
  measures: ['finding', 'finding-sampled', 'finding-repeated'],
  rates: ['finding-rate'],
  whole: ['sampled'],
} as const;
const ofDoubts = {
  measures: ['doubt-received', 'doubt-checked', 'doubt-on-time', 'doubt-confirmed', 'doubt-cleared', 'confirmed-money'],
  rates: ['doubt-rate', 'confirmed-rate'],
} as const;
const ofMoney = {
  measures: ['recovery-ordered', 'recovery-received', 'recovery-written-off'],
  rates: ['recovery-rate'],
} as const;

/** The tables of a report, in their order. */
export const reportTables = {
  'cases-by-month': { zh: '业务量（按月）', en: 'Cases by month', by: 'month', ...ofVolumes },
  'cases-by-section': { zh: '业务量（按股室）', en: 'Cases by section', by: 'section', ...ofVolumes },
  'cases-by-item': { zh: '业务量（按事项）', en: 'Cases by item', by: 'item', ...ofVolumes },
  'cases-by-risk': { zh: '业务量（按风险）', en: 'Cases by risk', by: 'risk', ...ofVolumes },
  'cases-by-channel': { zh: '业务量（按渠道）', en: 'Cases by channel', by: 'channel', ...ofVolumes },
  'reviews-by-time': { zh: '复核用时分布', en: 'Reviews by time', by: 'time', measures: ['case-reviewed'], rates: [] },
  pairs: {
    zh: '经办复核搭档集中度',
    en: 'Pairs of handler and reviewer',
    by: 'pair',
    measures: ['pair-finished'],
    rates: [],
  },
  'self-checks-by-section': {
    zh: '自查（按股室）',
    en: 'Self-checks by section',
    by: 'section',
    measures: ['self-check-due', 'self-check-on-time', 'self-check-late'],
    rates: ['self-check-rate'],
  },
  'changes-by-tier': {
    zh: '权限变更（按层级）',
    en: 'Permission changes by tier',
    by: 'tier',
    measures: ['change-settled', 'change-rejected', 'change-time'],
    rates: ['rejected-rate', 'change-days'],
  },
  'leavers-by-kind': { zh: '离岗停号', en: 'Leavers shut out', by: 'kind', measures: ['leaver-disabled'], rates: [] },
  'samples-by-section': { zh: '抽查与问题（按股室）', en: 'Samples by section', by: 'section', ...ofSamples },
  'samples-by-item': { zh: '抽查与问题（按事项）', en: 'Samples by item', by: 'item', ...ofSamples },
  'samples-by-operator': {
    zh: '抽查与问题（按人员）',
    en: 'Samples by operator',
    by: 'operator',
    measures: ['sampled', 'finding-of-operator'],
    rates: ['operator-rate'],
  },
  'findings-by-dimension': {
    zh: '问题（按检查内容）',
    en: 'Findings by dimension',
    by: 'dimension',
    ...ofFindings,
  },
  'findings-by-nature': { zh: '问题（按性质）', en: 'Findings by nature', by: 'nature', ...ofFindings },
  'rectifications-by-section': {
    zh: '整改（按股室）',
    en: 'Rectifications by section',
    by: 'section',
    measures: ['rectification-issued', 'rectification-closed', 'rectification-on-time', 'rectification-time'],
    rates: ['rectification-rate', 'rectification-days'],
  },
  'doubts-by-origin': { zh: '疑点（按来源）', en: 'Doubts by origin', by: 'origin', ...ofDoubts },
  'doubts-by-rule': { zh: '疑点（按种类）', en: 'Doubts by kind', by: 'rule', ...ofDoubts },
  'doubts-by-section': { zh: '疑点（按股室）', en: 'Doubts by section', by: 'section', ...ofDoubts },
  'money-by-month': { zh: '追回（按月）', en: 'Money by month', by: 'month', ...ofMoney },
  'money-by-section': { zh: '追回（按股室）', en: 'Money by section', by: 'section', ...ofMoney },
} as const satisfies Record<string, TableOfReport>;
export type ReportTableId = keyof typeof reportTables;

/** The names of people stand in tables that are broken down by these. */
export const namesPeople: ReadonlySet<ReportBreakdown> = new Set(['operator', 'pair']);

/** A rate of these values, or null where there is nothing to take it of. */
export function rateOf(rate: ReportRate, values: Readonly<Record<string, number>>): number | null {
  const { of, to, per } = reportRates[rate];
  const all = values[to] ?? 0;
  return all === 0 ? null : ((values[of] ?? 0) / all) * per;
}

/** Bands of time that double: `00` is below two seconds, `07` from 128 to below 256. */
export function bandOf(key: string): string {
  const from = 2 ** Number(key);
  return `${key === '00' ? '0 s' : lasting(from)} – ${lasting(from * 2)}`;
}

function lasting(seconds: number): string {
  const [most, unit] = (
    [
      [86_400, 'd'],
      [3_600, 'h'],
      [60, 'min'],
    ] as const
  ).find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.round((seconds / most) * 10) / 10} ${unit}`;
}
