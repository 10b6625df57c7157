/** What stands open at a moment, and what each counts: money in fen, all else things. `none`: there should be none. */
export const stocks = {
  'rectification-open': { zh: '未办结整改', en: 'Rectifications open', counts: 'rectification' },
  'rectification-due': { zh: '七日内到期整改', en: 'Rectifications due within seven days', counts: 'rectification' },
  'rectification-overdue': { zh: '逾期整改', en: 'Rectifications overdue', counts: 'rectification', none: true },
  'finding-open': { zh: '未办结问题', en: 'Findings open', counts: 'finding' },
  'doubt-open': { zh: '未核查疑点', en: 'Doubts open', counts: 'doubt' },
  'doubt-overdue': { zh: '逾期未核查疑点', en: 'Doubts overdue', counts: 'doubt', none: true },
  'stop-open': { zh: '停发待确认', en: 'Stops of benefits to be confirmed', counts: 'doubt' },
  'stop-overdue': { zh: '逾期未确认停发', en: 'Stops of benefits not confirmed in time', counts: 'doubt', none: true },
  'recovery-outstanding': { zh: '待追回金额', en: 'Money outstanding', counts: 'fen' },
  'instalment-overdue': { zh: '逾期分期', en: 'Instalments overdue', counts: 'recovery', none: true },
  'self-check-missing': { zh: '逾期未完成自查', en: 'Self-checks missing', counts: 'self-check', none: true },
  'account-active': { zh: '在用账号', en: 'Accounts active', counts: 'account' },
  'account-dormant': { zh: '休眠账号', en: 'Accounts dormant', counts: 'account' },
  'account-of-leaver': { zh: '离岗未停账号', en: 'Accounts of leavers', counts: 'account', none: true },
  'exception-live': { zh: '生效中的例外', en: 'Exceptions live', counts: 'exception' },
  'conflict-settling': { zh: '限期调整的冲突', en: 'Conflicts to be given up', counts: 'adjustment' },
  'temporary-open': { zh: '生效中的临时授权', en: 'Temporary grants open', counts: 'grant' },
  'temporary-overdue': { zh: '到期未收回的临时授权', en: 'Temporary grants overdue', counts: 'grant', none: true },
  'item-thin': {
    zh: '复核或审批不足两人的事项',
    en: 'Items with fewer than two to review or approve',
    counts: 'item',
    none: true,
  },
} as const satisfies Record<string, StockMeasure>;
export type Stock = keyof typeof stocks;
export interface StockMeasure {
  zh: string;
  en: string;
  counts: string;
  none?: boolean;
}
