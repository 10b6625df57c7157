/** Inspections, their samples and working papers. */
export const inspectionDetails = {
  'sampling-needs-count': { zh: '按件数抽样须填件数', en: 'needed where a count is drawn' },
  'sampling-needs-interval': { zh: '按金额抽样须填间隔', en: 'needed where money decides' },
  'bands-ascend': { zh: '金额档须由小到大', en: 'must ascend' },
  'inspection-exists': { zh: '{period} 已有一次稽核抽查。', en: '{period} has an inspection already.' },
  'inspection-period': {
    zh: '查办件须给出月份，查授权须给出年份。',
    en: 'Cases are inspected by the month, holdings by the year.',
  },
  'year-not-begun': { zh: '{period} 年尚未开始。', en: '{period} has not begun.' },
  'month-not-over': { zh: '{period} 尚未结束。', en: '{period} is not over.' },
  'inspection-state': { zh: '该次稽核此时为“{state}”。', en: 'The inspection is “{state}” at present.' },
  'papers-wait': { zh: '还有 {waiting} 份底稿未办结。', en: '{waiting} papers are not agreed to yet.' },
  'papers-tainted': {
    zh: '{tainted} 份底稿的承办人被发现参与过所查办件，须先改派重做。',
    en: 'Those who agreed to {tainted} papers had a part in the cases: give them to others first.',
  },
  'not-revealed': { zh: '抽样密数尚未公开。', en: 'The secret of the draw is not revealed yet.' },
  'paper-same-people': { zh: '须改派给他人。', en: 'It has to go to somebody else.' },
  'paper-two-people': { zh: '稽核与复核不得为同一人。', en: 'Who inspects does not review.' },
  'paper-part-of-person': {
    zh: '{person} 参与过该办件或填写过该底稿。',
    en: '{person} took part in the case, or wrote the paper before.',
  },
  'may-not-inspect': { zh: '{person} 没有稽核权限。', en: '{person} may not inspect.' },
  'paper-of-another': { zh: '该底稿不由您办理。', en: 'This paper is not yours.' },
  'paper-state': { zh: '该底稿此时为“{state}”。', en: 'The paper is “{state}” at present.' },
  'return-reason': { zh: '退回须说明理由', en: 'needed to return it' },
  'fault-finding': {
    zh: '有不合规项时须登记问题，没有时不得登记',
    en: 'needed where something is amiss, and only there',
  },
} as const;
