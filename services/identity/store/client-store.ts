import { advisoryLocks, type Transaction } from '@zhiheng/database';
import type { JSONWebKeySet } from 'jose';
import { sql } from 'kysely';

export interface StoredClient {
  centre: string;
  id: string;
  /** The keyed hash of its secret; null for a client that signs its assertions. */
  secret: Buffer | null;
  scopes: string[];
  jwks: JSONWebKeySet | null;
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  backchannel_logout_uri: string | null;
}

/** The clients of this id in all centres. */
export async function findClients(transaction: Transaction, id: string): Promise<StoredClient[]> {
  const { rows } = await sql<StoredClient>`
    select centre, id, secret, scopes, jwks, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri
    from identity.find_clients(${id})`.execute(transaction);
  return rows;
}

export async function putClient(transaction: Transaction, client: StoredClient): Promise<void> {
  const { centre, id, jwks, ...rest } = client;
  const facts = { ...rest, jwks: jwks && JSON.stringify(jwks), registered_at: sql<Date>`clock_timestamp()` };
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
