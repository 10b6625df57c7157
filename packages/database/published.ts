import type { Database } from './connect.ts';

/**
 * Whether the account and its person are active at this moment, by the database (`access.account_active`, a door that
 * every service may use). Never remembered: a leaver is out at once.
 */
export async function accountActive(database: Database, centre: string, account: string): Promise<boolean> {
  const { rows } = await database.pool.query<{ active: boolean }>({
    name: 'account-active',
    text: 'select access.account_active($1, $2) as active',
    values: [centre, account],
  });
  return rows[0]?.active === true;
}

/** The centres of this database, by code. */
export async function listCentres(database: Database): Promise<{ centre: string; name: { zh: string; en: string } }[]> {
  const { rows } = await database.pool.query('select centre, name from access.centres()');
  return rows;
}
