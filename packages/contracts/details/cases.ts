/** Cases, their steps, decisions on them, resources of other services, self-checks. */
export const caseDetails = {
  'own-name-only': {
    zh: '{person} 只能以本人名义办理，不得以 {named} 的名义。',
    en: '{person} acts in their own name only, not in that of {named}.',
  },
  'subject-is-text': { zh: '须为 1 至 {most} 字的文本', en: 'must be a text of 1 to {most} characters' },
  'client-names-actor': { zh: '业务系统须指明办理人', en: 'a machine client names the person who acted' },
  'no-duty-of-item': { zh: '{item} 没有职责“{duty}”。', en: '{item} has no duty “{duty}”.' },
  'nobody-to-return-to': {
    zh: '首个环节没有可退回的人。',
    en: 'The first duty has nobody to return the case to.',
  },
  'must-be-done-here': { zh: '此处须为 done', en: 'must be “done” here' },
  'may-not-on': {
    zh: '{person} 不得在 {unit} 办理 {item} 的{duty}。',
    en: '{person} may not {duty} {item} at {unit}.',
  },
  'may-not-inactive': {
    zh: '{person} 在本次会话中不得办理{duty}：准许它的角色未启用。',
    en: '{person} may not {duty} in this session: the role that permits it is not active.',
  },
  'same-person-does-both': {
    zh: '第 {round} 轮办理“{to}”的人须办理“{duty}”。',
    en: 'Whoever did “{to}” in round {round} has to do “{duty}”.',
  },
  'case-does-not-wait': {
    zh: '办件第 {round} 轮此刻不待“{duty}”。',
    en: 'Round {round} of the case does not wait for “{duty}”.',
  },
  'case-exists': { zh: '{item} 已有办件“{reference}”。', en: '{item} has a case “{reference}” already.' },
  'cases-scope': { zh: '需要权限范围 cases:write 或 decide。', en: 'The scope cases:write or decide is needed.' },
  'no-duty-there': {
    zh: '{person} 在 {unit} 对 {item} 没有任何职责。',
    en: '{person} has no duty on {item} at {unit}.',
  },
  'open-to-channels': { zh: '{item} 只对以下渠道开放：{channels}', en: '{item} is open to {channels}' },
  'who-cancels': {
    zh: '由开始办理且仍有此职责者，或可审核者（无审核的事项为可办结者）撤销。',
    en: 'Whoever began the case and still may, or may approve it (where nobody approves, close it), cancels it.',
  },
  'asks-about-themselves': { zh: '人员只能询问本人。', en: 'A person may ask about themselves only.' },
  'denial-unlogged': { zh: '该拒绝无法记入日志。', en: 'The denial could not be logged.' },
  'no-registered': { zh: '没有登记 {type} “{id}”。', en: 'No {type} “{id}” is registered.' },
  'case-is-opened': { zh: '办件在 /api/v1/cases 开立', en: 'a case is opened at /api/v1/cases' },
  'names-nothing': {
    zh: '授权 {grant} 所指的角色或机构不存在。',
    en: 'Grant {grant} names a role or unit that is not there.',
  },
  'fault-needs-note': { zh: '有问题的项须填写说明。', en: 'A fault needs its note.' },
  'fault-note': { zh: '有问题时须说明', en: 'must say what is wrong where ok is false' },
  'complete-or-oversee': {
    zh: '需要“完成自查”权限，或可监督自查的权限。',
    en: 'The permission complete on self-check, or one to oversee, is needed.',
  },
  'run-ended': { zh: '该次运行已结束。', en: 'This run has ended already.' },
  'run-span': {
    zh: '起始日期须早于截止日期，截止日期不晚于明天，跨度不超过十年。',
    en: 'The span begins before it ends, ends with today at the latest and is no longer than ten years.',
  },
  'rule-not-run': {
    zh: '规则 {rule} 不存在或缺少数据，不能运行。',
    en: 'Rule {rule} is unknown or lacks its data: it cannot be run.',
  },
  'self-check-completed': { zh: '该自查已完成。', en: 'This self-check is completed already.' },
} as const;
