import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** A client in use, with the keyed hashes of the secrets that are good. */
export interface AskingClient {
  id: string;
  centre: string;
  secrets: Buffer[];
}

/** The clients of these ids that prove themselves by a secret; an id that several centres have is nobody's. */
export async function askingClients(transaction: Transaction, ids: readonly string[]): Promise<AskingClient[]> {
  const { rows } = await sql<AskingClient>`
    select q.id, min(c.centre) as centre, array_remove(array_agg(c.secret) || array_agg(k.previous), null) as secrets
    from unnest(${[...ids]}::text[]) q (id)
    cross join lateral identity.find_clients(q.id) c
    left join lateral identity.find_client_care(q.id) k on k.centre = c.centre
    group by q.id having count(*) = 1 and count(c.secret) = 1 and not coalesce(bool_or(k.ended), false)`.execute(
    transaction,
  );
  return rows;
}

/** What a token that is whole rests on. */
export interface Ground {
  jti: string;
  /** Of a person's token: the account, the digest of the grant in hex, and whose grant it has to be. */
  account: string | null;
  grant: string | null;
  holder: string | null;
  /** Of a machine's. */
  client: string;
}

/** Which of these tokens of a centre stand at this moment, in their order: not revoked, and whoever they are of is there. */
export async function standingAt(
  transaction: Transaction,
  centre: string,
  grounds: readonly Ground[],
): Promise<boolean[]> {
  const { rows } = await sql<{ stands: boolean }>`
    select not exists (select from identity.revoked_token r where r.centre = ${centre} and r.jti = q.jti)
      and case when q.account is null then exists (
        select from identity.client c join identity.client_care k on k.centre = c.centre and k.client = c.id
        where c.centre = ${centre} and c.id = q.client and k.ended_at is null)
      else exists (
        select from identity.artefact g
        where g.centre = ${centre} and g.kind = 'Grant' and g.digest = decode(q."grant", 'hex')
          and g.payload->>'accountId' = q.holder)
        and exists (
          select from access.published_account a
          join access.published_person p on p.centre = a.centre and p.person = a.person
          where a.centre = ${centre} and a.account = q.account and a.state = 'active' and p.state = 'active') end as stands
    from jsonb_to_recordset(${JSON.stringify(grounds.map((one, at) => ({ ...one, at })))}::jsonb)
      as q (at integer, jti text, account uuid, "grant" text, holder text, client text)
    order by q.at`.execute(transaction);
  return rows.map(({ stands }) => stands);
}
