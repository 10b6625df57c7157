import type { Transaction } from '@zhiheng/database';
import { keyOfText } from '../audit-key.ts';

/** The actions by whose beginnings the entries of this log are found, in UTF-8, by their keys. */
export type KnownActions = ReadonlyMap<number, readonly Uint8Array[]>;

export async function readKnownActions(transaction: Transaction, centre: string): Promise<KnownActions> {
  const rows = await transaction.selectFrom('audit.action').select('action').where('centre', '=', centre).execute();
  const actions = rows.map(({ action }) => Buffer.from(action));
  return Map.groupBy(actions, (action) => keyOfText(action, 0, action.length));
}
