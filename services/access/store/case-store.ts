import { kept, newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { CaseSight } from '../case-sight.ts';
import { actsAt } from './acting.ts';
import { onLeave } from './leave-store.ts';
import { chosenRoles } from './session-store.ts';
import { factsAbout, factsAboutNobody, type SubjectFacts, type SubjectReach } from './subject-store.ts';

export interface StepRow {
  id: string;
  duty: string;
  round: number;
  person: string;
  outcome: 'done' | 'returned';
  note: string | null;
  at: Date;
  /** Under which it was done though a rule forbids it. */
  exception: string | null;
}

export interface CaseRow {
  id: string;
  item: string;
  unit: string;
  reference: string;
  /** Keyed hash of whom it is about, in hexadecimal. */
  subject: string | null;
  channel: string | null;
  amountFen: number | null;
  state: 'open' | 'complete' | 'cancelled';
  round: number;
  client: string;
  /** Of one that was cancelled: id of by whom, and why. */
  cancellation?: { by: string; reason: string };
  openedAt: Date;
  closedAt: Date | null;
  steps: StepRow[];
}

// The order of its key makes PostgreSQL read a case's steps by that key, in a plan made while the table was small, too.
const columns = sql`c.id, c.item, c.unit, c.reference, encode(c.subject, 'hex') as subject, c.channel, c.amount_fen as "amountFen", c.state, c.round, c.client,
  c.cancelled_by as "cancelledBy", c.cancel_reason as "cancelReason",
  c.opened_at as "openedAt", c.closed_at as "closedAt",
  (select coalesce(json_agg(json_build_object('id', s.id, 'duty', s.duty, 'round', s.round, 'person', s.person, 'outcome', s.outcome,
      'note', s.note, 'at', s.at, 'exception', nullif(s.exception, '00000000-0000-0000-0000-000000000000')) order by s.id), '[]')
    from (select * from access.step where centre = c.centre and "case" = c.id order by round, duty) s) as steps`;

/** As it arrives: instants as text where it came through JSON. */
type Raw = Omit<CaseRow, 'steps' | 'openedAt' | 'closedAt' | 'cancellation'> & {
  cancelledBy: string | null;
  cancelReason: string | null;
  openedAt: Date | string;
  closedAt: Date | string | null;
  steps: (Omit<StepRow, 'at'> & { at: string })[];
};
const toCase = ({ cancelledBy: by, cancelReason: reason, ...row }: Raw): CaseRow => ({
  ...row,
  ...(by === null || reason === null ? {} : { cancellation: { by, reason } }),
  openedAt: new Date(row.openedAt),
  closedAt: row.closedAt === null ? null : new Date(row.closedAt),
  steps: row.steps.map((step) => ({ ...step, at: new Date(step.at) })),
});

export interface NewCase {
  item: string;
  unit: string;
  reference: string;
  subject: Buffer | null;
  amountFen: number | null;
  channel: string | null;
  openedBy: string | null;
  client: string;
}

/** Opens a case; undefined when its item has one under the same reference already. */
export async function insertCase(transaction: Transaction, centre: string, one: NewCase): Promise<string | undefined> {
  const row = await transaction
    .insertInto('access.case')
    .values({
      centre,
      id: newId(),
      item: one.item,
      unit: one.unit,
      reference: one.reference,
      subject: one.subject,
      amount_fen: one.amountFen,
      channel: one.channel,
      opened_by: one.openedBy,
      client: one.client,
    })
    .onConflict((oc) => oc.columns(['centre', 'item', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function readCases(transaction: Transaction, centre: string, ids: string[]): Promise<CaseRow[]> {
  const { rows } =
    await sql<Raw>`select ${columns} from access.case c where c.centre = ${centre} and c.id = any(${ids}::uuid[])`.execute(
      transaction,
    );
  return rows.map(toCase);
}

export interface CaseFilter {
  item?: string;
  unit?: string;
  state?: string;
  reference?: string;
  /** Bounds what the reader may see; absent: everything. */
  sight?: CaseSight;
  id?: string;
  before?: string;
  limit: number;
}

const equals = (column: string, value: string | undefined) =>
  value === undefined ? sql`` : sql`and ${sql.raw(`c.${column}`)} = ${value}`;

const within = ({ person, units, items, places }: CaseSight) => sql`and (
  c.unit = any(${units}::text[]) or c.item = any(${items}::text[])
  or (c.item, c.unit) in (select * from unnest(${places.map(({ item }) => item)}::text[], ${places.map(({ unit }) => unit)}::text[]))
  or exists (select from access.case_person p where p.centre = c.centre and p.case = c.id and p.person = ${person}))`;

/** Newest first. */
export async function listCases(transaction: Transaction, centre: string, filter: CaseFilter): Promise<CaseRow[]> {
  const { item, unit, state, reference, id, before, sight, limit } = filter;
  const { rows } = await sql<Raw>`select ${columns} from access.case c
    where c.centre = ${centre} ${equals('item', item)} ${equals('unit', unit)} ${equals('state', state)}
      ${equals('reference', reference)} ${equals('id', id)} ${before === undefined ? sql`` : sql`and c.id < ${before}`}
      ${sight ? within(sight) : sql``}
    order by c.id desc limit ${limit}`.execute(transaction);
  return rows.map(toCase);
}

/** Open cases in which the person has had a part, or whose next duty may be one that only they held. */
export async function openCasesOf(
  transaction: Transaction,
  centre: string,
  person: string,
  items: string[],
): Promise<CaseRow[]> {
  const { rows } = await sql<Raw>`select ${columns} from access.case c
    where c.centre = ${centre} and c.state = 'open' and (c.item = any(${items}::text[]) or exists (
      select from access.case_person p where p.centre = c.centre and p.case = c.id and p.person = ${person}))
    order by c.id limit 1000`.execute(transaction);
  return rows.map(toCase);
}

export interface Actor {
  person: string;
  username: string;
  account: string;
  unit: string;
  post: string;
  grants: { id: string; role: string; unit: string }[];
  /** The roles their account has chosen to act with; null without a choice. */
  chosen: string[] | null;
  /** Whether they are on leave. */
  away: boolean;
}

const actorsNamed = (centre: string, usernames: string[]) => sql`
  select a.person, a.username, a.id as account, p.unit, p.post,
    coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
      from access.grant g where g.centre = a.centre and g.person = a.person and g.validity @> clock_timestamp()
        and ${actsAt('g')}), '[]') as grants,
    ${chosenRoles(sql`a.centre`, sql`a.id`)} as chosen,
    ${onLeave(sql`a.centre`, sql`a.person`)} as away
  from access.account a join access.person p on p.centre = a.centre and p.id = a.person
  where a.centre = ${centre} and a.username = any(${usernames}::text[]) and a.state = 'active' and p.state = 'active'`;

/** By an array, since a join in the order of ids is one along the whole centre where the plan was made for a small one. */
const peopleNamed = (centre: string, usernames: string[]) => sql`
  select p.id from access.person p where p.centre = ${centre} and p.id = any(array(
    select person from access.account where centre = ${centre} and username = any(${usernames}::text[])))
  order by p.id for key share`;

/**
 * The named people who are active, each row locked for key share in ascending id, then what they hold at this moment: a
 * departure or a change of grants waits for the acts in flight, and what it changed is seen by those after it.
 */
export async function lockActors(transaction: Transaction, centre: string, usernames: string[]): Promise<Actor[]> {
  await peopleNamed(centre, usernames).execute(transaction);
  // A statement of its own: the one that waited for the lock has looked at grants before it waited.
  const { rows } = await sql<Actor>`${actorsNamed(centre, usernames)}`.execute(transaction);
  return rows;
}

export interface Locked {
  /** Of the policy when they were read: a change of it may have gone first while a lock was waited for. */
  policyEpoch: number;
  actors: Actor[];
  cases: CaseRow[];
  facts: SubjectFacts;
}

/**
 * The same for the actors and the cases of many steps, and what else they are judged by: two round trips for all of them.
 * Cases are locked after people; between them the subjects of cases on which a rule looks back, so that of two steps for
 * one subject, on whichever cases, the later sees the earlier.
 */
export async function lockForSteps(
  transaction: Transaction,
  centre: string,
  usernames: string[],
  ids: string[],
  reach: SubjectReach,
): Promise<Locked> {
  // Each count makes PostgreSQL take all locks of one kind before the first of the next.
  // Planning all this for each batch took longer than all else of it. The plans are kept, so they must suit a large centre though
  // they are made for a small one: everything here, and what triggers and foreign keys check, is found row by row by its key.
  await sql`select set_config(name, setting, true) from (values ('plan_cache_mode', 'force_generic_plan'),
    ('enable_seqscan', 'off'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off')) as s(name, setting)`.execute(
    transaction,
  );
  const locked = await kept(sql<{
    about: boolean;
  }>`with people as materialized (${peopleNamed(centre, usernames)}), subjects as materialized (
      select pg_advisory_xact_lock(key) from (
        select distinct hashtextextended('subject:' || ${centre} || ':' || encode(subject, 'hex'), 0) as key
        from access.case where centre = ${centre} and id = any(${ids}::uuid[]) and subject is not null
          and item = any(${reach.items}::text[]) and (select count(*) from people) >= 0
        order by 1) k)
    select subject is not null as about from access.case where centre = ${centre} and id = any(${ids}::uuid[])
      and (select count(*) from people) >= 0 and (select count(*) from subjects) >= 0
    order by id for update`).execute(transaction);
  const about = locked.rows.some((row) => row.about);
  const people = sql`select person from access.account where centre = ${centre} and username = any(${usernames}::text[])`;
  type Read = { policyEpoch: number; actors: Actor[] | null; cases: Raw[] | null; facts: SubjectFacts };
  const { rows } = await kept(sql<Read>`select
      (select policy_epoch from access.centre where centre = ${centre}) as "policyEpoch",
      (select json_agg(a) from (${actorsNamed(centre, usernames)}) a) as actors,
      (select json_agg(c) from (select ${columns} from access.case c
        where c.centre = ${centre} and c.id = any(${ids}::uuid[])) c) as cases,
      ${about ? factsAbout(centre, { people, cases: ids, reach }) : factsAboutNobody(centre, people)} as facts`).execute(
    transaction,
  );
  const [{ policyEpoch, actors, cases, facts }] = rows as [(typeof rows)[number]];
  return { policyEpoch, actors: actors ?? [], cases: (cases ?? []).map(toCase), facts };
}

/** Locks one case; what is read after it is what counts. */
export async function lockCase(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from access.case where centre = ${centre} and id = ${id} for update`.execute(transaction);
}

export async function cancelCase(
  transaction: Transaction,
  centre: string,
  id: string,
  by: string,
  reason: string,
): Promise<void> {
  await sql`update access.case
    set state = 'cancelled', closed_at = clock_timestamp(), cancelled_by = ${by}, cancel_reason = ${reason}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export interface StepWrite {
  id: string;
  case: string;
  round: number;
  duty: string;
  person: string;
  account: string;
  client: string;
  outcome: 'done' | 'returned';
  note: string | null;
  exception: string | null;
  /** The duty of theirs that it is bound to, where it is one more on the case. */
  boundTo: string | null;
}

export interface CaseWrite {
  id: string;
  state: CaseRow['state'];
  round: number;
}

/** Writes steps, the duties they take up, the cases' new states and the log's entries, in one statement. */
export async function writeSteps(
  transaction: Transaction,
  centre: string,
  steps: StepWrite[],
  cases: CaseWrite[],
  entries: object[],
): Promise<{ times: Map<string, Date>; closed: Map<string, Date> }> {
  // Rows are named one by one, so that no plan made while a table was small reads the whole of a centre.
  // The log stands first: what is merely read is skipped where nothing is joined to it, as when every step is refused.
  const { rows } = await kept(sql<{ id: string | null; at: Date; closed: boolean }>`
    with clock as materialized (select clock_timestamp() as now), given as (
      select s.*, coalesce(s.exception, '00000000-0000-0000-0000-000000000000') as part from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s(id uuid, "case" uuid, round smallint, duty text,
        person uuid, account uuid, client text, outcome text, note text, exception uuid, "boundTo" text)
    ), parts as (
      insert into access.case_person (centre, "case", person, duty, exception, bound_to)
      select distinct ${centre}::text, g.case, g.person, g.duty, g.part, coalesce(g."boundTo", '') from given g
      on conflict (centre, "case", person, duty, exception) do nothing
    ), moved as (
      update access.case c set state = m.state, round = m.round, closed_at = case when m.state = 'complete' then now end
      from clock, jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as m(id uuid, state text, round smallint)
      where c.centre = ${centre} and c.id = m.id and c.id = any(${cases.map(({ id }) => id)}::uuid[])
      returning c.id, c.closed_at
    ), written as (
      insert into access.step (centre, "case", round, duty, id, person, exception, account, client, outcome, note, at)
      select ${centre}, g.case, g.round, g.duty, g.id, g.person, g.part, g.account, g.client, g.outcome, g.note, now from given g, clock
      returning id, at
    )
    select done.* from (select count(*) from audit.append(${centre}, ${JSON.stringify(entries)}::jsonb)) as logged
    left join (
      select id, at, false as closed from written
      union all select id, closed_at, true from moved where closed_at is not null
    ) as done on true`).execute(transaction);
  const pick = (wanted: boolean) =>
    new Map(rows.flatMap(({ id, at, closed }) => (id !== null && closed === wanted ? [[id, at] as const] : [])));
  return { times: pick(false), closed: pick(true) };
}
