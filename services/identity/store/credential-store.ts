import { kept, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Credential {
  account: string;
  hash: string;
  demo: boolean;
  /** Given by somebody else: its holder has to choose another. */
  must_change?: boolean;
}

export const hashOf = (centre: string, account: string) =>
  kept(
    sql<{ hash: string }>`select hash from identity.credential where centre = ${centre} and account = ${account}::uuid`,
  );

export async function findHash(transaction: Transaction, centre: string, account: string): Promise<string | undefined> {
  const { rows } = await hashOf(centre, account).execute(transaction);
  return rows[0]?.hash;
}

/** Finds a row when the hash is still this one, as it stays until the transaction ends; it may be replaced in it then. */
export const holdHash = (centre: string, account: string, hash: string) =>
  kept(sql<{ hash: string }>`select hash from identity.credential
    where centre = ${centre} and account = ${account}::uuid and hash = ${hash} for no key update`);

/** The same password, hashed anew. */
export const putRehash = (centre: string, account: string, hash: string) =>
  sql`update identity.credential set hash = ${hash} where centre = ${centre} and account = ${account}::uuid`;

export async function putCredential(transaction: Transaction, centre: string, credential: Credential): Promise<void> {
  const { hash, demo, must_change = false } = credential;
  await transaction
    .insertInto('identity.credential')
    .values({ centre, ...credential })
    .onConflict((conflict) =>
      conflict
        .columns(['centre', 'account'])
        .doUpdateSet({ hash, demo, must_change, changed_at: sql<Date>`clock_timestamp()` }),
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

/** Whether it has to be changed: as it was given, or for its age. What the demo gives is known to everybody and stays. */
export async function isDue(
  transaction: Transaction,
  centre: string,
  account: string,
  expiryDays: number,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('identity.credential')
    .select('account')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('demo', '=', false)
    .where((by) =>
      by.or([
        by('must_change', '=', true),
        by('changed_at', '<', sql<Date>`clock_timestamp() - make_interval(days => ${expiryDays})`),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** The last ones before the present one, the newest first. */
export async function findFormerHashes(
  transaction: Transaction,
  centre: string,
  account: string,
  count: number,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('identity.former_password')
    .select('hash')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .orderBy('replaced_at', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ hash }) => hash);
}

/** As many former ones as any centre may look back at. */
const mostFormer = 24;

/** Puts a chosen password in the place of just this one; false when it is another by now. */
export async function replaceHash(
  transaction: Transaction,
  centre: string,
  account: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.credential')
    .set({ hash: to, demo: false, must_change: false, changed_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('hash', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await transaction.insertInto('identity.former_password').values({ centre, account, hash: from }).execute();
  await sql`delete from identity.former_password where centre = ${centre} and account = ${account} and replaced_at not in (
    select replaced_at from identity.former_password where centre = ${centre} and account = ${account}
    order by replaced_at desc limit ${mostFormer})`.execute(transaction);
  return true;
}
