import { advisoryLocks, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { noCentre } from '../holder.ts';

export interface StoredKey {
  kid: string;
  sealed: Buffer;
  /** Seconds since it was made. */
  age: number;
}

/** All keys, the newest first. */
export async function signingKeys(transaction: Transaction): Promise<StoredKey[]> {
  return transaction
    .selectFrom('identity.signing_key')
    .select(['kid', 'sealed', sql<number>`extract(epoch from clock_timestamp() - created_at)::float8`.as('age')])
    .where('centre', '=', noCentre)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Whoever makes keys takes turns: of processes that start at once one makes the first key. */
export async function lockKeys(transaction: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${advisoryLocks.signingKeys})`.execute(transaction);
}

export async function putSigningKey(transaction: Transaction, kid: string, sealed: Buffer): Promise<void> {
  await transaction.insertInto('identity.signing_key').values({ centre: noCentre, kid, sealed }).execute();
}

export async function dropSigningKeys(transaction: Transaction, kids: string[]): Promise<void> {
  await transaction
    .deleteFrom('identity.signing_key')
    .where('centre', '=', noCentre)
    .where('kid', 'in', kids)
    .execute();
}

/** All processes hear of it when the transaction has committed. */
export async function tellOfKeys(transaction: Transaction): Promise<void> {
  await sql`select pg_notify('zhiheng_signing_keys', '')`.execute(transaction);
}
