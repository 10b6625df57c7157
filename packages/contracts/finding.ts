import { Type } from 'typebox';

/** Where a finding comes from. */
export const findingSources = {
  'self-check': { zh: '自查', en: 'Self-check' },
  sample: { zh: '抽查样本', en: 'Sample' },
  doubt: { zh: '疑点', en: 'Doubt' },
  permission: { zh: '权限检查', en: 'Permissions' },
  inspection: { zh: '稽核抽查', en: 'Inspection' },
} as const;
export type FindingSource = keyof typeof findingSources;
export const FindingSourceCode = Type.Enum(Object.keys(findingSources) as FindingSource[], {
  description: '问题来源 / where it comes from',
});

/** What was looked at. */
export const findingDimensions = {
  procedure: { zh: '经办程序', en: 'Procedure' },
  content: { zh: '业务内容', en: 'Content' },
  'policy-basis': { zh: '政策依据', en: 'Policy basis' },
  permissions: { zh: '权限与岗位', en: 'Permissions against posts' },
} as const;
export type FindingDimension = keyof typeof findingDimensions;
export const FindingDimensionCode = Type.Enum(Object.keys(findingDimensions) as FindingDimension[], {
  description: '检查维度 / what was looked at',
});

/** What a finding is, from a slip to a crime; its deadline goes by it. */
export const findingNatures = {
  error: { zh: '差错', en: 'Error' },
  'control-gap': { zh: '内控缺陷', en: 'Control gap' },
  violation: { zh: '违规', en: 'Violation' },
  'suspected-fraud': { zh: '涉嫌欺诈', en: 'Suspected fraud' },
} as const;
export type FindingNature = keyof typeof findingNatures;
export const FindingNatureCode = Type.Enum(Object.keys(findingNatures) as FindingNature[], {
  description: '问题性质 / what it is',
});

export const findingStates = {
  settling: { zh: '待权限调整', en: 'Holding to be given up' },
  open: { zh: '已登记', en: 'Recorded' },
  'fed-back': { zh: '已反馈', en: 'Fed back to the section' },
  accepted: { zh: '已认可', en: 'Accepted' },
  disputed: { zh: '有异议', en: 'Disputed' },
  upholding: { zh: '拟维持，待确认', en: 'To be upheld, awaits a second person' },
  withdrawing: { zh: '拟撤销，待确认', en: 'To be withdrawn, awaits a second person' },
  upheld: { zh: '已维持', en: 'Upheld' },
  ordered: { zh: '整改中', en: 'Being rectified' },
  closed: { zh: '已销号', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const;
export type FindingState = keyof typeof findingStates;
export const FindingStateCode = Type.Enum(Object.keys(findingStates) as FindingState[], {
  description: '问题状态 / where it stands',
});
