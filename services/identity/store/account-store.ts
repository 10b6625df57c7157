import { type Database, kept, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** An account as access publishes it. */
export interface Account {
  centre: string;
  account: string;
  person: string;
  username: string;
  name: string;
  state: 'active' | 'disabled';
}

/** The accounts of a username in all centres, in each the newest first, disabled ones included. */
export async function findAccounts(database: Database, username: string): Promise<Account[]> {
  const { rows } = await kept(
    sql<Account>`select centre, account, person, username, name, state from access.find_accounts(${username})`,
  ).execute(database.query);
  return rows;
}

/** The account, when it and its person are active at this moment. */
export async function findActiveAccount(
  transaction: Transaction,
  centre: string,
  account: string,
): Promise<Account | undefined> {
  return transaction
    .selectFrom('access.published_account as a')
    .innerJoin('access.published_person as p', (join) =>
      join.onRef('p.centre', '=', 'a.centre').onRef('p.person', '=', 'a.person'),
    )
    .select(['a.centre', 'a.account', 'a.person', 'a.username', 'p.name', 'a.state'])
    .where('a.centre', '=', centre)
    .where('a.account', '=', account)
    .where('a.state', '=', 'active')
    .where('p.state', '=', 'active')
    .$narrowType<Account>()
    .executeTakeFirst();
}

export const accountHeld = (centre: string, account: string) =>
  kept(sql<{ held: boolean }>`select access.hold_account(${centre}, ${account}::uuid) as held`);

/**
 * The same, and so it stays until this transaction ends: a departure waits for it. For whatever gives the account something; asked before that,
 * and after no lock on the rows of people.
 */
export async function holdActiveAccount(
  transaction: Transaction,
  centre: string,
  account: string,
): Promise<Account | undefined> {
  const { rows } = await accountHeld(centre, account).execute(transaction);
  return rows[0]?.held ? findActiveAccount(transaction, centre, account) : undefined;
}

/** Active accounts of a centre that have no password yet. */
export async function accountsWithoutPassword(
  transaction: Transaction,
  centre: string,
): Promise<{ account: string; username: string }[]> {
  return transaction
    .selectFrom('access.published_account as a')
    .leftJoin('identity.credential as c', (join) =>
      join.onRef('c.centre', '=', 'a.centre').onRef('c.account', '=', 'a.account'),
    )
    .select(['a.account', 'a.username'])
    .where('a.centre', '=', centre)
    .where('a.state', '=', 'active')
    .where('c.account', 'is', null)
    .orderBy('a.username')
    .$narrowType<{ account: string; username: string }>()
    .execute();
}

/** The codes of all centres. */
export async function centreCodes(transaction: Transaction): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`select centre from access.centres()`.execute(transaction);
  return rows.map(({ centre }) => centre);
}

/** The active account of a person who is active at this moment. */
export async function activeAccountOf(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('access.published_account as a')
    .innerJoin('access.published_person as p', (join) =>
      join.onRef('p.centre', '=', 'a.centre').onRef('p.person', '=', 'a.person'),
    )
    .select('a.account')
    .where('a.centre', '=', centre)
    .where('a.person', '=', person)
    .where('a.state', '=', 'active')
    .where('p.state', '=', 'active')
    .executeTakeFirst();
  return row?.account ?? undefined;
}
