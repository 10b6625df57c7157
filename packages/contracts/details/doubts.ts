/** Doubts: why one is not acted upon. */
export const doubtDetails = {
  'doubt-is': { zh: '疑点现为“{state}”。', en: 'The doubt is now: {state}.' },
  'doubt-stop-first': {
    zh: '停发须待核查、复核、审核均已确认。',
    en: 'A benefit is stopped once verification, review and approval have confirmed the doubt.',
  },
  'doubt-stop-not-ordered': { zh: '该疑点未通知停发。', en: 'No benefit was ordered to be stopped.' },
  'doubt-stop-unconfirmed': {
    zh: '已通知停发，须先确认停发后再办结。',
    en: 'A benefit was ordered to be stopped: that it was is confirmed first.',
  },
  'doubt-stop-by-another': {
    zh: '通知停发或核查、复核、审核该疑点的人不得确认停发。',
    en: 'Not by who ordered the stop or verified, reviewed or approved the doubt.',
  },
  'doubt-stop-needs-proof': {
    zh: '须有停发的办件，或文号、批次号',
    en: 'needs the case by which it was stopped, or a reference',
  },
  'doubt-stop-in-future': { zh: '停发日期不得晚于今日', en: 'must not be after today' },
  'doubt-stop-case': {
    zh: '须为该业务对象已办结的停发类办件',
    en: 'must be a finished case of an item that stops benefits, about the same subject',
  },
  'finding-of-doubt': {
    zh: '与所依据的疑点不一致。',
    en: 'It is not what the doubt that it comes from has.',
  },
  'doubt-assignee': { zh: '此疑点未分派给您。', en: 'The doubt is not assigned to you.' },
  'doubt-reason-needed': { zh: '排除疑点须选择原因。', en: 'A doubt is cleared for a reason.' },
  'doubt-amount-needed': { zh: '确认疑点须写明金额，没有则写 0。', en: 'A confirmed doubt has its amount, or 0.' },
  'doubt-assignee-verifies': {
    zh: '“{username}”没有核查疑点的权限。',
    en: '“{username}” may not verify doubts.',
  },
  'doubt-note-needed': { zh: '须写明说明。', en: 'This needs a note.' },
  'list-no-rows': { zh: '文件中没有疑点数据。', en: 'The file has no doubtful data.' },
  'list-state': { zh: '该清单现为“{state}”。', en: 'The list is now: {state}.' },
  'row-negative': { zh: '金额为负。', en: 'The amount is negative.' },
  'row-amount': { zh: '“{amount}”不是金额。', en: '“{amount}” is no amount.' },
  'row-id-number': { zh: '证件号码格式有误。', en: 'The identity number is not well formed.' },
  'clear-which': { zh: '须指明疑点，或给出条件，二者取一。', en: 'Name doubts, or a filter: one of the two.' },
} as const;
