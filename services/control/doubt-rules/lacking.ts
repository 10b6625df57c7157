/** The rules whose data nobody keeps here yet, and what is missing: they are shown so, and find nothing. */
export const lackingData: Readonly<Record<string, { zh: string; en: string }>> = {
  'shared-payee-account': {
    zh: '业务系统未随办件提供发放账户摘要（payeeAccountHash），无法比对。',
    en: 'Business systems give no digest of the payee account (payeeAccountHash) with a case: there is nothing to compare.',
  },
  'correction-after-inspection': {
    zh: '尚未接入抽样结果，无法判断哪些办件已被抽中。',
    en: 'The drawn samples are not read yet: which cases were drawn is not known.',
  },
  'overdue-and-closed': {
    zh: '尚未接入整改记录，无法判断逾期与办结时间。',
    en: 'Rectifications are not read yet: deadlines and closing times are not known.',
  },
};
