/** The forms of self-checks. */
export const selfCheckDetails = {
  'section-fills': {
    zh: '由本股室人员填写：须对本股室业务有职责，或有完成自查的权限。',
    en: 'People of the section fill it in: whoever holds a duty in its business or completes its self-check.',
  },
  'no-such-question': { zh: '自查表中没有此题', en: 'the form does not ask this' },
  'finding-needs-fault': { zh: '合规的项不得登记问题', en: 'a finding belongs to an answer that is not fine' },
  'item-of-another': { zh: '不是本股室的业务事项', en: 'is no item of the section' },
  'form-unfinished': { zh: '自查表尚未填完', en: 'the form is not finished' },
  'answers-or-draft': {
    zh: '须给出答案或要签署的草稿版本，二者择一',
    en: 'takes either answers or the revision of the draft to sign off',
  },
  'signer-returns-not': {
    zh: '签署人不得退回本人签署的自查。',
    en: 'Nobody returns what they signed off themselves.',
  },
} as const;
