/** What of internal control is put to the leadership of a centre, its settings. */
export const controlApprovalDetails = {
  'leadership-needed': {
    zh: '除提出人外，没有中心领导可以审批。',
    en: 'Nobody of the leadership but the person who asks could decide.',
  },
  'leadership-decides': {
    zh: '由中心领导审批：须对全中心有审批申请和查看报告的权限。',
    en: 'The leadership decides: whoever may decide on requests and read reports over the whole centre.',
  },
  'approval-waits': {
    zh: '对此已有一项提议待审批。',
    en: 'A proposal about the same waits for a decision.',
  },
  'asker-left': { zh: '提出人已离岗，不能再批准。', en: 'Whoever proposed it has left: it cannot be approved.' },
  'asker-withdraws': { zh: '只有提出人可以撤回。', en: 'Only who proposed it withdraws it.' },
  'nothing-differs': { zh: '与现行设置相同。', en: 'Nothing differs from the settings in force.' },
  'lists-only': { zh: '只适用于清单疑点', en: 'is for lists only' },
  'later-than-before': { zh: '须晚于上一级', en: 'has to be later than the step before' },
} as const;
