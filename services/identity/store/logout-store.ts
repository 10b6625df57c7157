import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface LogoutNotice {
  id: string;
  client: string;
  person: string;
  sid: string;
  /** This one included. */
  attempts: number;
  /** Seconds since the session ended. */
  age: number;
  address: string | null;
}

/** Takes notices that are due, each for one sender: should that one die, they are due again after a growing pause. */
export async function takeDueNotices(
  transaction: Transaction,
  centre: string,
  { atMost, pause }: { atMost: number; pause: number },
): Promise<LogoutNotice[]> {
  const { rows } = await sql<LogoutNotice>`
    update identity.logout_notice n set attempts = n.attempts + 1,
      next_at = clock_timestamp() + make_interval(secs => ${pause} * power(2, least(n.attempts, 7)))
    from identity.client c
    where n.centre = ${centre} and c.centre = n.centre and c.id = n.client and n.id in (
      select id from identity.logout_notice where centre = ${centre} and next_at <= clock_timestamp()
      order by next_at limit ${atMost} for update skip locked)
    returning n.id, n.client, n.person, n.sid, n.attempts, c.backchannel_logout_uri as address,
      extract(epoch from clock_timestamp() - n.at)::float8 as age`.execute(transaction);
  return rows;
}

/** False when it is gone already. */
export async function dropNotice(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.logout_notice')
    .where('centre', '=', centre)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
