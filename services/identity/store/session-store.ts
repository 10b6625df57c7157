import { kept, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** A sign-in by its account and the digest of its session's uid. */
export interface SessionPlace {
  centre: string;
  account: string;
  uid: Buffer;
}

export interface NewSession extends SessionPlace {
  id: string;
  person: string;
  address: string;
  browser: string | undefined;
}

/** Whether the session was let in before; until then it is somebody's who has to do more. */
export async function hasBegun(transaction: Transaction, centre: string, uid: Buffer): Promise<boolean> {
  const row = await transaction
    .selectFrom('identity.session')
    .select('id')
    .where('centre', '=', centre)
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row !== undefined;
}

/** A session in which somebody signs in anew begins anew. */
export const beginningForgotten = (centre: string, uid: Buffer) =>
  kept(sql`delete from identity.session where centre = ${centre} and uid = ${uid}`);

/** Keeps since when and from where a session is. */
export async function putSession(transaction: Transaction, session: NewSession): Promise<void> {
  const { browser = null, ...facts } = session;
  await transaction
    .insertInto('identity.session')
    .values({ browser, ...facts })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface KeptSession {
  id: string;
  uid: Buffer;
  account: string;
  person: string;
  startedAt: Date;
  seenAt: Date;
  endsAt: Date;
  address: string;
  browser: string | null;
}

/** Sign-ins that stand: those whose session the provider still has. */
const standing = (transaction: Transaction, centre: string) =>
  transaction
    .selectFrom('identity.session as s')
    .innerJoin('identity.artefact as a', (join) =>
      join.onRef('a.centre', '=', 's.centre').onRef('a.uid', '=', 's.uid').on('a.kind', '=', 'Session'),
    )
    .select([
      's.id',
      's.uid',
      's.account',
      's.person',
      's.started_at as startedAt',
      's.seen_at as seenAt',
      'a.expires_at as endsAt',
      's.address',
      's.browser',
    ])
    .where('s.centre', '=', centre)
    .whereRef('a.account', '=', 's.account')
    .where('a.expires_at', '>', sql<Date>`clock_timestamp()`);

/** Of a person, the newest first. */
export async function sessionsOfPerson(
  transaction: Transaction,
  centre: string,
  person: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<KeptSession[]> {
  let query = standing(transaction, centre).where('s.person', '=', person).orderBy('s.id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('s.id', '<', before);
  return query.execute();
}

/** Of an account, but for this one. */
export async function otherSessions(
  transaction: Transaction,
  { centre, account, uid }: Omit<SessionPlace, 'uid'> & { uid: Buffer | undefined },
): Promise<KeptSession[]> {
  let query = standing(transaction, centre).where('s.account', '=', account).orderBy('s.id', 'desc').limit(20);
  if (uid) query = query.where('s.uid', '<>', uid);
  return query.execute();
}

/** By the digest of what the browser's cookie holds. */
export async function sessionOfCookie(
  transaction: Transaction,
  centre: string,
  digest: Buffer,
): Promise<KeptSession | undefined> {
  return standing(transaction, centre).where('a.digest', '=', digest).executeTakeFirst();
}

export async function sessionByUid(
  transaction: Transaction,
  centre: string,
  uid: Buffer,
): Promise<KeptSession | undefined> {
  return standing(transaction, centre).where('s.uid', '=', uid).executeTakeFirst();
}

export async function sessionById(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<KeptSession | undefined> {
  return standing(transaction, centre).where('s.id', '=', id).executeTakeFirst();
}

/** The session that a grant was made in, by the mark that access tokens carry. */
export async function sessionOfGrant(
  transaction: Transaction,
  centre: string,
  account: string,
  grant: Buffer,
): Promise<{ id: string; uid: Buffer } | undefined> {
  const { rows } = await sql<{ id: string; uid: Buffer }>`
    select s.id, s.uid from identity.session s
    join identity.artefact a on a.centre = s.centre and a.uid = s.uid and a.kind = 'Session'
    where s.centre = ${centre} and s.account = ${account} and exists (
      select from jsonb_each(a.payload -> 'authorizations') as authorization_
      where sha256(convert_to(authorization_.value ->> 'grantId', 'UTF8')) = ${grant})`.execute(transaction);
  return rows[0];
}

/** Ends one session with all that came from it: its grants, codes, refresh tokens. False when it had ended before. */
export async function dropSession(transaction: Transaction, centre: string, uid: Buffer): Promise<boolean> {
  const { rows } = await sql<{ payload: { authorizations?: Record<string, { grantId?: string }> } }>`
    delete from identity.artefact where centre = ${centre} and uid = ${uid} and kind = 'Session'
    returning payload`.execute(transaction);
  const [session] = rows;
  await transaction.deleteFrom('identity.session').where('centre', '=', centre).where('uid', '=', uid).execute();
  if (!session) return false;
  const grants = Object.values(session.payload.authorizations ?? {}).flatMap(({ grantId }) => grantId ?? []);
  if (grants.length)
    await sql`
      delete from identity.artefact where centre = ${centre} and (
        (kind = 'Grant' and digest in (select sha256(convert_to(id, 'UTF8')) from unnest(${grants}::text[]) as id))
        or from_grant in (select sha256(convert_to(id, 'UTF8')) from unnest(${grants}::text[]) as id))`.execute(
      transaction,
    );
  return true;
}

/** Moves the session's end to `idleMinutes` from now, but not beyond `absoluteHours` after its sign-in. */
export async function prolongSession(
  transaction: Transaction,
  centre: string,
  uid: Buffer,
  { idleMinutes, absoluteHours }: { idleMinutes: number; absoluteHours: number },
): Promise<void> {
  await sql`
    with seen as (
      update identity.session set seen_at = clock_timestamp() where centre = ${centre} and uid = ${uid}
      returning started_at),
    until as (
      select floor(extract(epoch from least(
        clock_timestamp() + make_interval(mins => ${idleMinutes}),
        coalesce((select started_at from seen), to_timestamp((payload ->> 'loginTs')::bigint))
          + make_interval(hours => ${absoluteHours}))))::bigint as exp
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

/** Ends all that the account has open. */
export async function dropOfAccount(transaction: Transaction, centre: string, account: string): Promise<number> {
  const rows = await transaction
    .deleteFrom('identity.artefact')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .returning('kind')
    .execute();
  return counted(rows);
}

/** Ends what the account has open but for this session; how many there were. */
export async function dropOtherSessions(transaction: Transaction, { centre, account, uid }: SessionPlace) {
  const others = await transaction
    .selectFrom('identity.artefact')
    .select('uid')
    .where('centre', '=', centre)
    .where('account', '=', account)
    .where('kind', '=', 'Session')
    .where('uid', '<>', uid)
    .execute();
  for (const other of others) if (other.uid) await dropSession(transaction, centre, other.uid);
  return others.length;
}

/** People who have something open on an account that is no longer active. */
export async function accountsLeftBehind(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from (
      select distinct account, person from identity.artefact where centre = ${centre} and account is not null) as open
    where not access.account_active(${centre}, account)`.execute(transaction);
  return rows.map(({ person }) => person);
}
