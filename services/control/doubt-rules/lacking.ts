/** The rules whose data nobody keeps here yet, and what is missing: they are shown so, and find nothing. */
export const lackingData: Readonly<Record<string, { zh: string; en: string }>> = {
  'shared-payee-account': {
    zh: '业务系统未随办件提供发放账户摘要（payeeAccountHash），无法比对。',
    en: 'Business systems give no digest of the payee account (payeeAccountHash) with a case: there is nothing to compare.',
  },
};
