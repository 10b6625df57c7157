import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface ClientCare {
  id: string;
  scopes: string[];
  description: string;
  /** Ids of people. */
  owner: string | null;
  ownerName: string | null;
  ownerSince: Date;
  takenFrom: string | null;
  registeredAt: Date;
  lastUsedAt: Date | null;
  rotatedAt: Date | null;
  previousUntil: Date | null;
  endedAt: Date | null;
}

const usernameOf = (person: string) =>
  sql.raw(`(select a.username from access.published_account a where a.centre = k.centre and a.person = ${person}
    order by a.created_at desc limit 1)`);

const columns = sql`k.client as id, c.scopes, k.description, k.owner, ${usernameOf('k.owner')} as "ownerName", k.owner_since as "ownerSince",
  ${usernameOf('k.taken_from')} as "takenFrom", c.registered_at as "registeredAt", k.last_used_at as "lastUsedAt", k.rotated_at as "rotatedAt",
  case when k.previous_until > clock_timestamp() then k.previous_until end as "previousUntil", k.ended_at as "endedAt"`;

/** By id; those after one. */
export async function listCare(
  transaction: Transaction,
  centre: string,
  { id, after, limit }: { id?: string; after?: string | undefined; limit: number },
): Promise<ClientCare[]> {
  const { rows } = await sql<ClientCare>`select ${columns} from identity.client_care k
    join identity.client c on c.centre = k.centre and c.id = k.client
    where k.centre = ${centre} ${id === undefined ? sql`` : sql`and k.client = ${id}`}
      ${after === undefined ? sql`` : sql`and k.client > ${after}`} order by k.client limit ${limit}`.execute(
    transaction,
  );
  return rows;
}

/** What changes a client takes turns. False when there is none. */
export async function lockCare(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from identity.client_care where centre = ${centre} and client = ${id} for update`.execute(
      transaction,
    );
  return rows.length > 0;
}

export async function changeCare(
  transaction: Transaction,
  centre: string,
  id: string,
  { owner, description }: { owner?: string | undefined; description?: string | undefined },
): Promise<void> {
  await sql`update identity.client_care set description = coalesce(${description ?? null}, description),
      owner_since = case when ${owner ?? null}::uuid is null or owner = ${owner ?? null}::uuid then owner_since else clock_timestamp() end,
      taken_from = case when ${owner ?? null}::uuid is null then taken_from end,
      owner = coalesce(${owner ?? null}::uuid, owner)
    where centre = ${centre} and client = ${id}`.execute(transaction);
}

/** Gives the client another secret; the one it had stays good for so many hours. False for one that has none. */
export async function replaceSecret(
  transaction: Transaction,
  centre: string,
  id: string,
  { secret, overlapHours }: { secret: Buffer; overlapHours: number },
): Promise<boolean> {
  const { rows } = await sql`with before as (
      select secret from identity.client where centre = ${centre} and id = ${id} and secret is not null),
    replaced as (
      update identity.client set secret = ${secret} where centre = ${centre} and id = ${id} and secret is not null returning id)
    update identity.client_care k set rotated_at = clock_timestamp(),
      previous = case when ${overlapHours} > 0 then before.secret end,
      previous_until = case when ${overlapHours} > 0 then clock_timestamp() + make_interval(hours => ${overlapHours}::int) end
    from before, replaced where k.centre = ${centre} and k.client = ${id} returning 1`.execute(transaction);
  return rows.length > 0;
}

export async function endClient(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`update identity.client_care set ended_at = clock_timestamp(), previous = null, previous_until = null
    where centre = ${centre} and client = ${id} and ended_at is null`.execute(transaction);
}

/** Notes that it is used, to the hour. */
export async function noteUse(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`update identity.client_care set last_used_at = clock_timestamp() where centre = ${centre} and client = ${id}
    and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 hour')`.execute(transaction);
}

export interface CareInUse {
  centre: string;
  previous: Buffer | null;
  ended: boolean;
}

export async function findCare(transaction: Transaction, id: string): Promise<CareInUse[]> {
  const { rows } = await sql<CareInUse>`select centre, previous, ended from identity.find_client_care(${id})`.execute(
    transaction,
  );
  return rows;
}

/** Id of the person with this username who is there. */
export async function activePerson(
  transaction: Transaction,
  centre: string,
  username: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ person: string }>`select a.person from access.published_account a
    join access.published_person p on p.centre = a.centre and p.person = a.person and p.state = 'active'
    where a.centre = ${centre} and a.username = ${username} and a.state = 'active'`.execute(transaction);
  return rows[0]?.person;
}

/** Clients whose owner is not there, or that never had one, under lock; those that somebody else is at left out. */
export async function lockUnowned(
  transaction: Transaction,
  centre: string,
): Promise<{ client: string; owner: string | null }[]> {
  const { rows } = await sql<{
    client: string;
    owner: string | null;
  }>`select k.client, k.owner from identity.client_care k
    where k.centre = ${centre} and k.ended_at is null and not exists (
      select from access.published_person p where p.centre = k.centre and p.person = k.owner and p.state = 'active')
    order by k.client for update skip locked`.execute(transaction);
  return rows;
}

/**
 * Who takes over from somebody of a unit: who decides on requests at the nearest unit above or at it, else who administers accounts there;
 * of nobody in particular, who administers the accounts of the whole centre.
 */
export async function successorOf(
  transaction: Transaction,
  centre: string,
  owner: string | null,
): Promise<string | undefined> {
  const { rows } = await sql<{ person: string }>`with recursive above as (
      select u.unit, u.parent, 0 as distance from access.published_unit u
      where u.centre = ${centre} and u.unit = coalesce(
        (select p.unit from access.published_person p where p.centre = ${centre} and p.person = ${owner}::uuid),
        (select r.unit from access.published_unit r where r.centre = ${centre} and r.parent is null))
      union all
      select u.unit, u.parent, a.distance + 1 from above a join access.published_unit u on u.centre = ${centre} and u.unit = a.parent)
    select h.person from access.published_permission h
    join above a on a.unit = h.unit
    join access.published_account c on c.centre = h.centre and c.person = h.person and c.state = 'active'
    where h.centre = ${centre} and h.effect = 'allow' and h.person is distinct from ${owner}::uuid
      and (${owner}::uuid is not null and (h.action, h.resource) = ('decide', 'request') or (h.action, h.resource) = ('administer-accounts', 'account'))
    order by h.action <> 'decide', a.distance, c.username limit 1`.execute(transaction);
  return rows[0]?.person;
}

/** Hands it to another, or to nobody, where it is still of whom it was thought to be. */
export async function handOver(
  transaction: Transaction,
  centre: string,
  { client, owner }: { client: string; owner: string | null },
  to: string | null,
): Promise<void> {
  await sql`update identity.client_care set taken_from = coalesce(owner, taken_from), owner = ${to}, owner_since = clock_timestamp()
    where centre = ${centre} and client = ${client} and owner is not distinct from ${owner}::uuid`.execute(transaction);
}

/** Ends clients that nobody has answered for as long as the centre bears it, where it says so; gives which. */
export async function endUnowned(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{
    client: string;
  }>`update identity.client_care k set ended_at = clock_timestamp(), previous = null, previous_until = null
    from access.published_account_settings s
    where s.centre = k.centre and s.end_unowned and k.centre = ${centre} and k.owner is null and k.ended_at is null
      and k.owner_since < clock_timestamp() - s.unowned_days * interval '1 day'
    returning k.client`.execute(transaction);
  return rows.map(({ client }) => client);
}
