import type { Transaction } from '@zhiheng/database';

/** Which denial a request is to cure. */
export interface RequestDenial {
  request: string;
  /** The decision's id. */
  evaluation: string;
  /** The machine client that asked in the person's name. */
  client: string | null;
}

export async function insertDenial(transaction: Transaction, centre: string, denial: RequestDenial): Promise<void> {
  await transaction
    .insertInto('access.request_denial')
    .values({ centre, ...denial })
    .execute();
}

/** Undefined where the request came in some other way. */
export async function readDenial(
  transaction: Transaction,
  centre: string,
  request: string,
): Promise<RequestDenial | undefined> {
  return transaction
    .selectFrom('access.request_denial')
    .select(['request', 'evaluation', 'client'])
    .where('centre', '=', centre)
    .where('request', '=', request)
    .executeTakeFirst();
}
