/** Findings and orders to put them right. */
export const findingDetails = {
  'answer-or-oversee': {
    zh: '需要“答复问题”权限，或可稽核、可监督的权限。',
    en: 'The permission answer on finding, or one to inspect or to oversee, is needed.',
  },
  'finding-powers': { zh: '您的岗位不办理问题的这一环节。', en: 'Your post has no part in this act on a finding.' },
  'finding-not-there': {
    zh: '问题此刻不处于可办理此环节的状态。',
    en: 'This is not done with a finding in its present state.',
  },
  'finding-took-part': {
    zh: '参与过该办件或与问题有关的人员不得办理。',
    en: 'Whoever took part in the case, or whose work it concerns, has no part in this.',
  },
  'finding-of-origin': { zh: '与问题来源不符。', en: 'It is not of what the finding comes from.' },
  'finding-of-open-self-check': {
    zh: '该自查尚未由负责人确认，不得据以登记问题。',
    en: 'The self-check is not signed off: nothing is found of it yet.',
  },
  'finding-not-by-finder': { zh: '登记问题的人不得办理。', en: 'Not by who recorded the finding.' },
  'finding-second-person': {
    zh: '处理异议的人不得自行确认，须由第二人确认。',
    en: 'Who decided on the dispute does not confirm it: a second person does.',
  },
  'finding-to-be-heard': {
    zh: '股室反馈意见的期限未满，不得下达整改。',
    en: 'The section may still answer: no order before that.',
  },
  'finding-transferred': { zh: '该问题已移交。', en: 'The finding was transferred already.' },
  'fraud-transferred-first': { zh: '涉嫌欺诈的问题须先移交。', en: 'Suspected fraud is transferred first.' },
  'findings-of-one-unit': { zh: '一份整改通知书只针对一个股室', en: 'an order is for one section' },
  'reason-needed': { zh: '须说明理由', en: 'needs its reason' },
  'responsible-answers': {
    zh: '责任人须有答复该股室问题的权限',
    en: 'must be somebody who answers findings of the section',
  },
  'at-most-days': { zh: '不得多于 {days} 个工作日', en: 'must be at most {days} working days' },
  'rectification-powers': {
    zh: '您的岗位不办理整改的这一环节。',
    en: 'Your post has no part in this act on an order to rectify.',
  },
  'rectification-not-there': {
    zh: '整改此刻不处于可办理此环节的状态。',
    en: 'This is not done with an order in its present state.',
  },
  'rectification-by-issuer': { zh: '只有签发人可以作废。', en: 'Only who issued it takes it back.' },
  'rectification-by-another': {
    zh: '整改责任人或回复整改的人不得复查、销号。',
    en: 'Who rectifies neither checks nor closes it.',
  },
  'extended-once': { zh: '整改只可延期一次。', en: 'More time is given once.' },
} as const;
