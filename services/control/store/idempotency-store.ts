import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Which key, of whom: each person and kind of act has keys of its own. */
export interface KeyName {
  person: string;
  operation: string;
  key: string;
}

export interface Kept {
  digest: string;
  /** Id of what was made. */
  made: string;
}

/** One try of a key at a time. The first of all locks, so that nobody waits for it who holds another. */
export async function lockKey(transaction: Transaction, centre: string, name: KeyName): Promise<void> {
  const text = JSON.stringify(['control', centre, name.person, name.operation, name.key]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${text}, 0))`.execute(transaction);
}

export async function readKept(
  transaction: Transaction,
  centre: string,
  { person, operation, key }: KeyName,
): Promise<Kept | undefined> {
  return transaction
    .selectFrom('control.idempotency')
    .select(['digest', 'made'])
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function keep(transaction: Transaction, centre: string, kept: KeyName & Kept): Promise<void> {
  await transaction
    .insertInto('control.idempotency')
    .values({ centre, ...kept })
    .execute();
}
