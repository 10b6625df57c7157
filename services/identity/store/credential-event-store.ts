import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { CredentialEvent } from '../credential-events.ts';

/** Kept with the change that it tells of, in its transaction; access reads it. */
export async function insertEvents(
  transaction: Transaction,
  centre: string,
  events: readonly CredentialEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await sql`insert into identity.credential_event (centre, id, person, kind)
    select ${centre}, * from unnest(${events.map(() => newId())}::uuid[], ${events.map(({ person }) => person)}::uuid[],
      ${events.map(({ kind }) => kind)}::text[])`.execute(transaction);
}

export async function dropOldEvents(transaction: Transaction, centre: string, days: number): Promise<void> {
  await sql`delete from identity.credential_event
    where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int)`.execute(transaction);
}
