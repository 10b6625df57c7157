import { advisoryLocks, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Moves the session's end to `idle` seconds from now, but not beyond `session` seconds after its sign-in. */
export async function prolongSession(
  transaction: Transaction,
  centre: string,
  uid: Buffer,
  { idle, session }: { idle: number; session: number },
): Promise<void> {
  await sql`
    with until as (
      select least(extract(epoch from clock_timestamp())::bigint + ${idle}, (payload ->> 'loginTs')::bigint + ${session}) as exp
      from identity.artefact where centre = ${centre} and kind = 'Session' and uid = ${uid})
    update identity.artefact set payload = payload || jsonb_build_object('exp', until.exp), expires_at = to_timestamp(until.exp)
    from until where centre = ${centre} and kind = 'Session' and uid = ${uid}`.execute(transaction);
}

/** How many sessions and grants there were. */
const counted = (rows: { kind: string }[]): number =>
  rows.filter(({ kind }) => kind === 'Session').length || rows.length;

export async function dropOfPerson(transaction: Transaction, centre: string, person: string): Promise<number> {
  const rows = await transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .returning('kind')
    .execute();
  return counted(rows);
}

export async function dropOfAccount(
  transaction: Transaction,
  centre: string,
  account: string,
  exceptSession: Buffer | undefined,
): Promise<number> {
  let query = transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .returning('kind');
  if (exceptSession) query = query.where('uid', 'is distinct from', exceptSession);
  return counted(await query.execute());
}

/** People who have something open on an account that is no longer active. */
export async function accountsLeftBehind(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from (
      select distinct account, person from identity.artefact where centre = ${centre} and account is not null) as open
    where not access.account_active(${centre}, account)`.execute(transaction);
  return rows.map(({ person }) => person);
}

/** Removes what has ended; how many rows. */
export async function dropExpired(transaction: Transaction, centre: string): Promise<number> {
  const artefacts = await transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('expires_at', '<', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .executeTakeFirst();
  const tokens = await transaction
    .deleteFrom('identity.revoked_token')
    .where('centre', '=', centre)
    .where('expires_at', '<', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .executeTakeFirst();
  return Number(artefacts.numDeletedRows + tokens.numDeletedRows);
}

/** True in the one transaction at a time that may clean up. */
export async function mayCleanUp(transaction: Transaction): Promise<boolean> {
  const { rows } = await sql<{
    elected: boolean;
  }>`select pg_try_advisory_xact_lock(${advisoryLocks.identityCleanUp}) as elected`.execute(transaction);
  return rows[0]?.elected === true;
}
