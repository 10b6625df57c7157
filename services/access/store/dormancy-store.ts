import type { DormancyState } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { inOffice } from './in-office.ts';
import { onLeave } from './leave-store.ts';

/** An account in use, or not: since when it is not, and when it would be suspended for that. */
export interface IdleAccount {
  account: string;
  person: string;
  username: string;
  name: string;
  unit: string;
  since: Date;
  neverUsed: boolean;
  dueAt: Date;
  /** That moment has come, by the database's clock. */
  due: boolean;
}

/**
 * Active accounts that will have been unused for the centre's number of days within `withinDays`, the longest unused first; people on leave
 * left out, and their days away not counted. Used is an account by a sign-in or a step, whichever was later; woken, it starts anew.
 */
export async function idleAccounts(
  transaction: Transaction,
  centre: string,
  {
    withinDays,
    account,
    units,
    limit,
  }: { withinDays: number; account?: string; units?: readonly string[]; limit: number },
): Promise<IdleAccount[]> {
  const { rows } = await sql<IdleAccount>`with said as (
      select clock_timestamp() as now, coalesce(s.dormant_days, 60) * interval '1 day' as days, coalesce(s.counted_from, c.founded_at) as counted
      from access.centre c left join access.account_settings s on s.centre = c.centre where c.centre = ${centre}),
    unused as (
      select a.id, a.person, a.username, p.name, p.unit, greatest(a.created_at, said.counted, u.last_at) as since, u.last_at is null as never
      from said join access.account a on a.centre = ${centre} and a.state = 'active'
      join access.person p on p.centre = a.centre and p.id = a.person and ${inOffice('p')}
      left join identity.published_account_use u on u.centre = a.centre and u.account = a.id
      where greatest(a.created_at, said.counted, u.last_at) < said.now - said.days + make_interval(days => ${withinDays}::int)
        ${account === undefined ? sql`` : sql`and a.id = ${account}::uuid`}
        ${units === undefined ? sql`` : sql`and p.unit = any(${[...units]}::text[])`}
        and not ${onLeave(sql`a.centre`, sql`a.person`)}),
    idle as (
      select x.id, x.person, x.username, x.name, x.unit, greatest(x.since, done.at, woken.at) as since, x.never and done.at is null as never
      from unused x
      left join lateral (select max(s.at) as at from access.step s where s.centre = ${centre} and s.person = x.person) done on true
      left join lateral (select max(d.decided_at) as at from access.dormancy d
        where d.centre = ${centre} and d.account = x.id and d.state = 'awake') woken on true),
    counted as (
      select i.*, i.since + said.days + coalesce((
        select sum(upper(l.validity * tstzrange(i.since, said.now)) - lower(l.validity * tstzrange(i.since, said.now)))
        from access.leave l where l.centre = ${centre} and l.person = i.person and l.validity && tstzrange(i.since, said.now)), '0') as due
      from idle i, said)
    select k.id as account, k.person, k.username, k.name, k.unit, k.since, k.never as "neverUsed", k.due as "dueAt", k.due <= said.now as due
    from counted k, said where k.due < said.now + make_interval(days => ${withinDays}::int)
    order by k.due, k.id limit ${limit}`.execute(transaction);
  return rows;
}

/** Takes the account's sign-in away; gives the dormancy's id. */
export async function putToSleep(transaction: Transaction, centre: string, one: IdleAccount): Promise<string> {
  const id = newId();
  await sql`insert into access.dormancy (centre, id, person, account, unused_since, never_used)
    values (${centre}, ${id}, ${one.person}, ${one.account}, ${one.since}, ${one.neverUsed})`.execute(transaction);
  await transaction
    .updateTable('access.account')
    .set({ state: 'suspended' })
    .where('centre', '=', centre)
    .where('id', '=', one.account)
    .execute();
  return id;
}

/** Whether the person's account sleeps: nothing they hold acts meanwhile. Expressions of centre and person. */
export const asleep = (centre: string, person: string) =>
  sql.raw(
    `exists (select from access.dormancy z where z.centre = ${centre} and z.person = ${person} and z.state <> 'awake')`,
  );

export interface DormancyRow {
  id: string;
  person: string;
  account: string;
  username: string;
  name: string;
  unit: string;
  unusedSince: Date;
  neverUsed: boolean;
  at: Date;
  state: DormancyState;
  reason: string | null;
  askedBy: string | null;
  askedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  comment: string | null;
}

const columns = sql`d.id, d.person, d.account, a.username, p.name, p.unit, d.unused_since as "unusedSince", d.never_used as "neverUsed", d.at, d.state,
  d.reason, d.asked_by as "askedBy", d.asked_at as "askedAt", d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.comment`;
const tables = sql`access.dormancy d join access.person p on p.centre = d.centre and p.id = d.person
  join access.account a on a.centre = d.centre and a.id = d.account`;

export interface DormancyFilter {
  state?: DormancyState;
  units: readonly string[];
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listDormancies(
  transaction: Transaction,
  centre: string,
  filter: DormancyFilter,
): Promise<DormancyRow[]> {
  const { state, units, before, limit } = filter;
  const { rows } = await sql<DormancyRow>`select ${columns} from ${tables}
    where d.centre = ${centre} and p.unit = any(${[...units]}::text[])
      ${state === undefined ? sql`` : sql`and d.state = ${state}`} ${before === undefined ? sql`` : sql`and d.id < ${before}::uuid`}
    order by d.id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function readDormancy(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<DormancyRow | undefined> {
  const { rows } = await sql<DormancyRow>`select ${columns} from ${tables}
    where d.centre = ${centre} and d.id = ${id}::uuid`.execute(transaction);
  return rows[0];
}

export async function askToWake(
  transaction: Transaction,
  centre: string,
  id: string,
  { by, client, reason }: { by: string; client: string; reason: string },
): Promise<void> {
  await sql`update access.dormancy set state = 'asked', asked_by = ${by}, client = ${client}, reason = ${reason},
      asked_at = clock_timestamp(), decided_by = null, decided_at = null, comment = null
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Woken, the account signs in again unless a suspension holds it back; true where it does. */
export async function decideToWake(
  transaction: Transaction,
  centre: string,
  id: string,
  { state, by, comment }: { state: 'awake' | 'asleep'; by: string; comment: string | undefined },
): Promise<boolean> {
  await sql`update access.dormancy set state = ${state}, decided_by = ${by}, decided_at = clock_timestamp(), comment = ${comment ?? null}
    where centre = ${centre} and id = ${id}`.execute(transaction);
  if (state === 'asleep') return false;
  const { rows } = await sql`update access.account a set state = 'active' from access.dormancy d
    where d.centre = ${centre} and d.id = ${id} and a.centre = d.centre and a.id = d.account and a.state = 'suspended'
      and not exists (select from access.suspension s where s.centre = a.centre and s.person = a.person and a.id = any(s.accounts)
        and s.state in ('unconfirmed', 'kept', 'removed'))
    returning a.id`.execute(transaction);
  return rows.length > 0;
}
