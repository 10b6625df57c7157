import { advisoryLocks, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Removes what has ended; how many rows of the provider's. */
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
  await sql`delete from identity.session s where s.centre = ${centre} and s.seen_at < clock_timestamp() - interval '10 minutes'
    and not exists (select from identity.artefact a where a.centre = s.centre and a.uid = s.uid and a.kind = 'Session')`.execute(
    transaction,
  );
  return Number(artefacts.numDeletedRows + tokens.numDeletedRows);
}

/** True in the one transaction at a time that may clean up. */
export async function mayCleanUp(transaction: Transaction): Promise<boolean> {
  const { rows } = await sql<{
    elected: boolean;
  }>`select pg_try_advisory_xact_lock(${advisoryLocks.identityCleanUp}) as elected`.execute(transaction);
  return rows[0]?.elected === true;
}
