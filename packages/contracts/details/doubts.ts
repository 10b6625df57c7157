/** Doubts: why one is not acted upon. */
export const doubtDetails = {
  'doubt-is': { zh: '疑点现为“{state}”。', en: 'The doubt is now: {state}.' },
  'doubt-stop-first': {
    zh: '停发须待核查、复核、审核均已确认。',
    en: 'A benefit is stopped once verification, review and approval have confirmed the doubt.',
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
