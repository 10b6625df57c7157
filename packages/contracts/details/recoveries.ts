/** Money to be got back. */
export const recoveryDetails = {
  'recovery-another': {
    zh: '经办、复核、审核与冲正须由不同的人办理。',
    en: 'Handling, review, approval and reversal are by different people.',
  },
  'recovery-state': { zh: '追回目前处于“{state}”。', en: 'The recovery is at “{state}”.' },
  'recovery-comment': { zh: '退回与撤销须说明意见。', en: 'To return or to cancel needs a comment.' },
  'recovery-rest': { zh: '尚未追回 {outstanding} 分。', en: '{outstanding} fen are outstanding.' },
  'recovery-reference': {
    zh: '凭证号只计一次；更正后重新登记请加后缀（如 R1/2）。',
    en: 'A reference counts once: after a correction record it anew with a suffix (as in R1/2).',
  },
  'recovery-unconfirmed': {
    zh: '只有已审核认定的疑点或未撤销、涉及金额的问题可以追回。',
    en: 'Only what was confirmed, or a finding that stands and names an amount, is recovered.',
  },
  'recovery-above-confirmed': {
    zh: '认定的金额为 {confirmed} 分，不得多追。',
    en: '{confirmed} fen were confirmed: no more is recovered.',
  },
  'recovery-day-ahead': { zh: '款项尚未发生，日期不得晚于今天。', en: 'Money that has not moved yet is not recorded.' },
  'recovery-day-over': { zh: '限期不得早于今天。', en: 'The last day is not before today.' },
  'recovery-day-needed': {
    zh: '抵扣须注明来源，退款不得注明。',
    en: 'A deduction names what it is out of; a payment does not.',
  },
  'recovery-days-order': {
    zh: '各期日期须依次递增，且不早于今天。',
    en: 'Instalments fall due one after the other, none before today.',
  },
  'recovery-duty': {
    zh: '需要对“多发待遇追回”的{duty}职责。',
    en: 'The duty {duty} on recoveries of overpayments is needed.',
  },
  'recovery-duties': {
    zh: '需要对“多发待遇追回”的职责、稽核或报告权限，或所在机构答复问题的权限。',
    en: 'A duty on recoveries is needed, or oversight, or to answer for the unit’s findings.',
  },
} as const;
