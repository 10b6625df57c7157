import type { Transaction } from '@zhiheng/database';
import { anyPayeeAccount } from '../store/doubt-rules/payees.ts';

/** The rules that find nothing for want of data, and what is missing: they are shown so. */
export async function lackingData(
  transaction: Transaction,
  centre: string,
): Promise<Readonly<Record<string, { zh: string; en: string }>>> {
  if (await anyPayeeAccount(transaction, centre)) return {};
  return {
    'shared-payee-account': {
      zh: '业务系统还没有随办件提供发放账户（payeeAccount），无法比对。',
      en: 'No business system has yet named the account that money goes to (payeeAccount) with a case: there is nothing to compare.',
    },
  };
}
