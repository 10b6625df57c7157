import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Credential {
  account: string;
  hash: string;
  demo: boolean;
}

export async function findHash(transaction: Transaction, centre: string, account: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('identity.credential')
    .select('hash')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .executeTakeFirst();
  return row?.hash;
}

export async function putCredential(transaction: Transaction, centre: string, credential: Credential): Promise<void> {
  const { hash, demo } = credential;
  await transaction
    .insertInto('identity.credential')
    .values({ centre, ...credential })
    .onConflict((conflict) =>
      conflict.columns(['centre', 'account']).doUpdateSet({ hash, demo, changed_at: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

/** Gives passwords to accounts that have none; the accounts that got theirs. */
export async function addCredentials(
  transaction: Transaction,
  centre: string,
  credentials: Credential[],
): Promise<string[]> {
  if (credentials.length === 0) return [];
  const rows = await transaction
    .insertInto('identity.credential')
    .values(credentials.map((credential) => ({ centre, ...credential })))
    .onConflict((conflict) => conflict.columns(['centre', 'account']).doNothing())
    .returning('account')
    .execute();
  return rows.map(({ account }) => account);
}

export interface DemoTrace {
  centre: string;
  clients: number;
  credentials: number;
}

export async function demoTraces(transaction: Transaction): Promise<DemoTrace[]> {
  const { rows } = await sql<DemoTrace>`select centre, clients, credentials from identity.demo_traces()`.execute(
    transaction,
  );
  return rows;
}
