import type { SuspensionEffects, SuspensionReason, SuspensionState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface SuspendedGrant {
  id: string;
  role: string;
  unit: string;
}

export interface SuspensionRow {
  id: string;
  person: string;
  username: string | null;
  name: string;
  unit: string;
  reason: SuspensionReason;
  note: string;
  scope: 'everything' | 'grants';
  /** The unit that was suspended as a whole. */
  ofUnit: string | null;
  keptUntil: Date | null;
  state: SuspensionState;
  request: string;
  at: Date;
  by: string | null;
  endedAt: Date | null;
  /** Null only within the transaction that orders it. */
  effects: SuspensionEffects | null;
  /** What it still holds back. */
  withheld: SuspendedGrant[];
}

export interface NewSuspension
  extends Pick<SuspensionRow, 'id' | 'person' | 'reason' | 'note' | 'scope' | 'ofUnit' | 'keptUntil' | 'request'> {
  batch: string;
  /** Ids of the accounts that cannot sign in meanwhile. */
  accounts: readonly string[];
  by: string;
  client: string;
  /** Ids. */
  grants: readonly string[];
}

/** Writes the suspension and marks its grants: from this moment on they do not act. */
export async function insertSuspension(transaction: Transaction, centre: string, one: NewSuspension): Promise<void> {
  await transaction
    .insertInto('access.suspension')
    .values({
      centre,
      id: one.id,
      person: one.person,
      reason: one.reason,
      note: one.note,
      scope: one.scope,
      unit: one.ofUnit,
      batch: one.batch,
      kept_until: one.keptUntil,
      accounts: [...one.accounts],
      request: one.request,
      by_person: one.by,
      client: one.client,
    })
    .execute();
  if (one.grants.length === 0) return;
  await sql`insert into access.grant_suspension (centre, "grant", suspension, validity)
    select ${centre}, id, ${one.id}, tstzrange(clock_timestamp(), null, '[)')
    from unnest(${[...one.grants]}::uuid[]) as t(id)`.execute(transaction);
}

/** Takes the accounts' sign-in away, and gives their usernames. */
export async function suspendAccounts(
  transaction: Transaction,
  centre: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await transaction
    .updateTable('access.account')
    .set({ state: 'suspended' })
    .where('centre', '=', centre)
    .where('id', 'in', [...ids])
    .where('state', '=', 'active')
    .returning('username')
    .execute();
  return rows.map(({ username }) => username).sort();
}

/** Lets the suspension's accounts sign in again, less those that another one holds back; gives their usernames. */
export async function restoreAccounts(transaction: Transaction, centre: string, suspension: string): Promise<string[]> {
  const { rows } = await sql<{ username: string }>`update access.account a set state = 'active'
    from access.suspension own
    where own.centre = ${centre} and own.id = ${suspension} and a.centre = own.centre and a.id = any(own.accounts)
      and a.state = 'suspended' and not exists (
        select from access.suspension s where s.centre = a.centre and s.person = a.person and a.id = any(s.accounts)
          and s.id <> own.id and s.state in ('unconfirmed', 'kept', 'removed'))
    returning a.username`.execute(transaction);
  return rows.map(({ username }) => username).sort();
}

/** Ids of the accounts that a suspension of everything takes the sign-in from. */
export async function accountsOf(transaction: Transaction, centre: string, person: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('access.account')
    .select('id')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('state', '!=', 'disabled')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function setEffects(
  transaction: Transaction,
  centre: string,
  id: string,
  effects: SuspensionEffects,
): Promise<void> {
  await transaction
    .updateTable('access.suspension')
    .set({ effects: JSON.stringify(effects) })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

const final: readonly SuspensionState[] = ['lifted', 'removed', 'departed'];

export async function moveSuspension(
  transaction: Transaction,
  centre: string,
  id: string,
  state: SuspensionState,
): Promise<void> {
  await transaction
    .updateTable('access.suspension')
    .set({ state, ...(final.includes(state) ? { ended_at: sql<Date>`clock_timestamp()` } : {}) })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

/** Ends what the suspension marks for good, by its approved confirmation; gives what has ended. */
export async function endSuspendedGrants(
  transaction: Transaction,
  centre: string,
  suspension: string,
  request: string,
): Promise<SuspendedGrant[]> {
  const { rows } = await sql<SuspendedGrant>`update access.grant g
    set validity = case when lower(g.validity) >= clock_timestamp() then 'empty'::tstzrange
        else tstzrange(lower(g.validity), least(coalesce(upper(g.validity), 'infinity'), clock_timestamp()), '[)') end,
      ended_by = 'request', ended_request = ${request}
    from access.grant_suspension m
    where m.centre = ${centre} and m.suspension = ${suspension} and g.centre = m.centre and g.id = m."grant"
      and g.ended_by is null and not isempty(g.validity) and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp())
    returning g.id, g.role, g.unit`.execute(transaction);
  return rows;
}

/** Lets go of all that the suspension marks but what stays withheld. */
export async function closeMarks(
  transaction: Transaction,
  centre: string,
  suspension: string,
  withheld: readonly string[],
): Promise<void> {
  await sql`update access.grant_suspension set validity = tstzrange(lower(validity), clock_timestamp(), '[)')
    where centre = ${centre} and suspension = ${suspension} and upper_inf(validity)
      and not "grant" = any(${[...withheld]}::uuid[])`.execute(transaction);
}

/** Selects those of these people, or of all, all of whose holdings are suspended at this moment. */
export const selectSuspended = (centre: string, people?: readonly string[]) => sql<{ person: string }>`
  select person from access.suspension
  where centre = ${centre} and scope = 'everything' and state in ('unconfirmed', 'kept')
    ${people ? sql`and person = any(${[...people]}::uuid[])` : sql``}`;

export async function suspendedPeople(
  transaction: Transaction,
  centre: string,
  people?: readonly string[],
): Promise<Set<string>> {
  const { rows } = await selectSuspended(centre, people).execute(transaction);
  return new Set(rows.map(({ person }) => person));
}

/** Of these grants, those that some suspension holds back at this moment. */
export async function suspendedGrants(
  transaction: Transaction,
  centre: string,
  grants: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select distinct "grant" as id from access.grant_suspension
    where centre = ${centre} and "grant" = any(${[...grants]}::uuid[]) and upper_inf(validity)`.execute(transaction);
  return new Set(rows.map(({ id }) => id));
}

export interface SuspensionFilter {
  id?: string;
  ids?: readonly string[];
  request?: string;
  person?: string;
  state?: string;
  /** Units of whom they are seen, besides those of `only`. */
  units?: readonly string[];
  only?: string;
  before?: string;
  limit: number;
}

const username = (person: string) =>
  sql.raw(
    `(select username from access.account a where a.centre = s.centre and a.person = ${person} order by created_at desc limit 1)`,
  );
const columns = sql`s.id, s.person, ${username('s.person')} as username, p.name, p.unit, s.reason, s.note, s.scope,
  s.unit as "ofUnit", s.kept_until as "keptUntil", s.state, s.request, s.at, ${username('s.by_person')} as by,
  s.ended_at as "endedAt", s.effects,
  coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
    from access.grant_suspension m join access.grant g on g.centre = m.centre and g.id = m."grant"
    where m.centre = s.centre and m.suspension = s.id and upper_inf(m.validity) and g.ended_by is null
      and not isempty(g.validity) and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp())), '[]') as withheld`;

/** Newest first. */
export async function listSuspensions(
  transaction: Transaction,
  centre: string,
  { id, ids, request, person, state, units, only, before, limit }: SuspensionFilter,
): Promise<SuspensionRow[]> {
  const wanted = [
    sql`s.centre = ${centre}`,
    ...(id === undefined ? [] : [sql`s.id = ${id}::uuid`]),
    ...(ids === undefined ? [] : [sql`s.id = any(${[...ids]}::uuid[])`]),
    ...(request === undefined ? [] : [sql`s.request = ${request}::uuid`]),
    ...(person === undefined ? [] : [sql`s.person = ${person}::uuid`]),
    ...(state === undefined ? [] : [sql`s.state = ${state}`]),
    ...(units === undefined ? [] : [sql`(p.unit = any(${[...units]}::text[]) or s.person = ${only ?? null}::uuid)`]),
    ...(before === undefined ? [] : [sql`s.id < ${before}::uuid`]),
  ];
  const { rows } = await sql<SuspensionRow>`select ${columns}
    from access.suspension s join access.person p on p.centre = s.centre and p.id = s.person
    where ${sql.join(wanted, sql` and `)} order by s.id desc limit ${limit}`.execute(transaction);
  return rows;
}

/** Suspensions that wait for nobody: their date has come, or they are being lifted. With whom they are of. */
export async function suspensionsToMove(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; person: string }[]> {
  const { rows } = await sql<{ id: string; person: string }>`select id, person from access.suspension
    where centre = ${centre} and ended_at is null and (state = 'lifting' or state = 'kept' and kept_until <= clock_timestamp())
    order by id limit 500`.execute(transaction);
  return rows;
}

/** Those of somebody who leaves: the departure ends what they held back. */
export async function endByDeparture(transaction: Transaction, centre: string, person: string): Promise<void> {
  await transaction
    .updateTable('access.suspension')
    .set({ state: 'departed', ended_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .execute();
}
