import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** A client may name its actions as it likes; beyond so many under one prefix they are looked for one by one. */
const mostActions = 200;

/** The actions of this centre's log that begin so: up to the last of all characters. Undefined when there are too many. */
export async function actionsUnder(
  transaction: Transaction,
  centre: string,
  prefix: string,
): Promise<string[] | undefined> {
  const { rows } = await sql<{ action: string }>`
    select action from audit.action
    where centre = ${centre} and action >= ${prefix} and action < ${prefix} || chr(1114111) limit ${mostActions + 1}`.execute(
    transaction,
  );
  return rows.length > mostActions ? undefined : rows.map(({ action }) => action);
}
