import { advisoryLocks, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface StoredClient {
  centre: string;
  id: string;
  secret: Buffer;
  scopes: string[];
}

/** The clients of this id in all centres. */
export async function findClients(transaction: Transaction, id: string): Promise<StoredClient[]> {
  const { rows } = await sql<StoredClient>`
    select centre, id, secret, scopes from identity.find_clients(${id})`.execute(transaction);
  return rows;
}

export async function putClient(transaction: Transaction, { centre, id, secret, scopes }: StoredClient): Promise<void> {
  const facts = { secret, scopes, registered_at: sql<Date>`clock_timestamp()` };
  await transaction
    .insertInto('identity.client')
    .values({ centre, id, ...facts })
    .onConflict((conflict) => conflict.columns(['centre', 'id']).doUpdateSet(facts))
    .execute();
}

/** Registrations take turns, so that two centres cannot take one id at the same moment. */
export async function lockRegistrations(transaction: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${advisoryLocks.clientRegistrations})`.execute(transaction);
}
