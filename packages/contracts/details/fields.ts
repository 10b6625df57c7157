/** What is wrong with one field. The path of the field stands before it. */
export const fieldDetails = {
  'nothing-to-reset': {
    zh: '请选择重置密码、第二因素或两者。',
    en: 'Choose the password, the second factors or both.',
  },
  'report-span': {
    zh: '须不早于起始月份，最多 {most} 个月',
    en: 'must not be before the first month, of {most} months at most',
  },
  missing: { zh: '缺少此项', en: 'is missing' },
  'unknown-field': { zh: '不认识此项', en: 'is no known field' },
  'no-instant': { zh: '不是有效的时间', en: 'is no instant' },
  'no-code': { zh: '不是合法的代码', en: 'is no code' },
  'in-the-past': { zh: '早于当前时间', en: 'lies in the past' },
  'ends-too-soon': { zh: '须晚于起始时间', en: 'must be later than its beginning' },
  'whole-number': { zh: '须为整数', en: 'must be a whole number' },
  'given-twice': { zh: '重复给出', en: 'is given twice' },
  'one-of': { zh: '须为其中之一：{these}', en: 'must be one of {these}' },
  'unkept-text': { zh: '含有无法保存的字符', en: 'holds a character that cannot be kept' },
  'unkept-name': { zh: '含有无法保存的名称', en: 'has a name that cannot be kept' },
  'needed-for': { zh: '“{change}”类申请须填写此项', en: 'is needed for {change}' },
  'not-of': { zh: '“{change}”类申请没有此项', en: 'is no field of {change}' },
  'needed-text': { zh: '须填写，不超过 {most} 个字符', en: 'is needed, of at most {most} characters' },
  'short-needs-kinds': {
    zh: '短于 12 位的密码至少要有三类字符',
    en: 'of less than 12 characters needs three kinds of them',
  },
  'no-address-range': { zh: '不是地址或地址段', en: 'is no address or range of addresses' },
  'days-from-start': { zh: '自开始起不超过 {days} 天', en: 'at most {days} days from the start' },
  'days-from-start-needed': {
    zh: '须填写，自开始起不超过 {days} 天',
    en: 'is needed, at most {days} days from the start',
  },
} as const;
