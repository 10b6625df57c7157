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
  operator: { zh: '人员', en: 'Operator' },
  pair: { zh: '经办–复核', en: 'Handler and reviewer' },
} as const;
export type ReportBreakdown = keyof typeof reportBreakdowns;

interface TableOfReport {
  zh: string;
  en: string;
  by: ReportBreakdown;
  measures: readonly ReportMeasure[];
  rates: readonly ReportRate[];
}

const volumes = ['case-opened', 'case-finished', 'case-cancelled', 'step-returned'] as const;
const ofVolumes = { measures: volumes, rates: ['return-rate'] } as const;

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
