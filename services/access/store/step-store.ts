import { maskEntry } from '@zhiheng/contracts';
import { kept, last, type Settings, type Transaction, together } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { type CaseRow, caseColumns, type RawCase, toCase } from './case-store.ts';
import { type Kept, type KeyName, keeping, keptUnder } from './idempotency-store.ts';
import { inOffice } from './in-office.ts';
import { onLeave } from './leave-store.ts';
import type { LogEntry } from './log-store.ts';
import { chosenRoles } from './session-store.ts';
import { factsAbout, type SubjectFacts, type SubjectReach } from './subject-store.ts';

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

/** Of an account `a` and its person `p`. */
const actorColumns = sql`a.person, a.username, a.id as account, p.unit, p.post,
    coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
      from access.grant g where g.centre = a.centre and g.person = a.person and g.validity @> clock_timestamp()
        and ${actsAt('g')}), '[]') as grants,
    ${chosenRoles(sql`a.centre`, sql`a.id`)} as chosen,
    ${onLeave(sql`a.centre`, sql`a.person`)} as away`;

/** Each person by their key: a join might read the whole centre, where its plan was made for a small one. */
const actorsNamed = (centre: string, usernames: string[]) => sql`
  select ${actorColumns} from access.account a
  cross join lateral (select unit, post from access.person i
    where i.centre = a.centre and i.id = a.person and ${inOffice('i')} offset 0) p
  where a.centre = ${centre} and a.username = any(${usernames}::text[]) and a.state = 'active'`;

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

/** Somebody who holds a role, with what a suspension holds back of it. */
export interface RoleHolder extends Actor {
  name: string;
  heldBack: Actor['grants'];
}

export interface HolderFilter {
  roles: readonly string[];
  /** Codes of the units at which they are held. */
  at: readonly string[];
  /** Codes of the units to which they belong; `self` is found wherever they do. */
  seen: readonly string[];
  self: string | null;
  after: string | null;
  limit: number;
}

/** Who has not left and holds one of the roles now, suspended and away among them, in the order of their ids. */
export async function listRoleHolders(
  transaction: Transaction,
  centre: string,
  { roles, at, seen, self, after, limit }: HolderFilter,
): Promise<RoleHolder[]> {
  const { rows } = await sql<RoleHolder>`select p.name, ${actorColumns},
      coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
        from access.grant g where g.centre = a.centre and g.person = a.person and g.validity @> clock_timestamp()
          and not (${actsAt('g')})), '[]') as "heldBack"
    from access.person p join access.account a on a.centre = p.centre and a.person = p.id and a.state in ('active', 'suspended')
    where p.centre = ${centre} and ${inOffice('p')} and (${after}::uuid is null or p.id > ${after}::uuid)
      and (p.unit = any(${seen}::text[]) or p.id = ${self}::uuid)
      and p.id in (select g.person from access.grant g where g.centre = ${centre} and g.role = any(${roles}::text[])
        and g.unit = any(${at}::text[]) and g.validity @> clock_timestamp())
    order by p.id limit ${limit}`.execute(transaction);
  return rows;
}

export interface Locked {
  /** Of the policy when they were read: a change of it may have gone first while a lock was waited for. */
  policyEpoch: number;
  actors: Actor[];
  cases: CaseRow[];
  /** Usernames of who took part in the cases, by id of the person. */
  names: Map<string, string>;
  facts: SubjectFacts;
  /** What was recorded under the keys. */
  kept: Kept[];
}

export interface StepsWanted {
  usernames: string[];
  /** Of cases. */
  ids: string[];
  /** Of the steps that have one. */
  keys: readonly KeyName[];
  reach: SubjectReach;
  /** By records that ended, those of the same human that go on. */
  merged?: ReadonlyMap<string, string> | undefined;
}

/**
 * Of the transaction of steps. Planning all this for each batch took longer than all else of it. The plans are kept, so they must suit
 * a large centre though they are made for a small one: everything here, and what triggers and foreign keys check, is found row by row by
 * its key.
 */
export const keptPlansSuit: Settings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/**
 * The same for the actors and the cases of many steps, and what else they are judged by: one round trip for all of them.
 * Cases are locked after people; between them the subjects of cases on which a rule looks back, so that of two steps for
 * one subject, on whichever cases, the later sees the earlier.
 */
export async function lockForSteps(
  transaction: Transaction,
  centre: string,
  { usernames, ids, keys, reach, merged }: StepsWanted,
): Promise<Locked> {
  // Each count makes PostgreSQL take all locks of one kind before the first of the next.
  const locking = sql`with people as materialized (${peopleNamed(centre, usernames)}), subjects as materialized (
      select pg_advisory_xact_lock(key) from (
        select distinct hashtextextended('subject:' || ${centre} || ':' || encode(subject, 'hex'), 0) as key
        from access.case where centre = ${centre} and id = any(${ids}::uuid[]) and subject is not null
          and item = any(${reach.items}::text[]) and (select count(*) from people) >= 0
        order by 1) k)
    select from access.case where centre = ${centre} and id = any(${ids}::uuid[])
      and (select count(*) from people) >= 0 and (select count(*) from subjects) >= 0
    order by id for update`;
  const named = sql`select person from access.account where centre = ${centre} and username = any(${usernames}::text[])`;
  const people = merged?.size
    ? sql`${named} union all select m.record from unnest(${[...merged.keys()]}::uuid[], ${[...merged.values()]}::uuid[]) as m(record, human)
        where m.human in (${named})`
    : named;
  // Steps without a key pay nothing for those that have one.
  const known = keys.length ? sql`(select json_agg(k) from (${keptUnder(centre, keys)}) k)` : sql`null::json`;
  const reading = sql<Read>`select
      (select policy_epoch from access.centre where centre = ${centre}) as "policyEpoch",
      (select json_agg(a) from (${actorsNamed(centre, usernames)}) a) as actors,
      (select json_agg(c) from (select ${caseColumns} from access.case c
        where c.centre = ${centre} and c.id = any(${ids}::uuid[])) c) as cases,
      (select json_agg(n) from (select a.person, a.username from access.account a where a.centre = ${centre} and a.person = any(array(
        select s.person from unnest(${ids}::uuid[]) as i(id) cross join lateral (
          select person from access.step where centre = ${centre} and "case" = i.id order by round, duty) s)) order by a.created_at) n) as names,
      ${factsAbout(centre, { people, cases: ids, reach })} as facts,
      ${known} as kept`;
  // A statement of its own: the one that waited for a lock has looked before it waited.
  const [, { rows }] = await together<[unknown, Read]>(transaction, kept(locking), kept(reading));
  const [{ policyEpoch, actors, cases, names, facts, kept: before }] = rows as [Read];
  return {
    ...{ policyEpoch, facts },
    actors: actors ?? [],
    cases: (cases ?? []).map(toCase),
    names: new Map((names ?? []).map(({ person, username }) => [person, username])),
    kept: before ?? [],
  };
}

type Read = Pick<Locked, 'policyEpoch' | 'facts'> & {
  actors: Actor[] | null;
  cases: RawCase[] | null;
  names: { person: string; username: string }[] | null;
  kept: Kept[] | null;
};

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

interface StepsWritten {
  steps: StepWrite[];
  cases: CaseWrite[];
  entries: LogEntry[];
  made: readonly Kept[];
}

/** Writes steps, the duties they take up, the cases' new states, their keys and the log's entries, in one statement, and commits. */
export async function writeSteps(
  transaction: Transaction,
  centre: string,
  { steps, cases, entries, made }: StepsWritten,
): Promise<{ times: Map<string, Date>; closed: Map<string, Date> }> {
  const keyed = made.length ? sql`, keyed as (${keeping(centre, made)})` : sql``;
  // Rows are named one by one, so that no plan made while a table was small reads the whole of a centre.
  // The log stands first: what is merely read is skipped where nothing is joined to it, as when every step is refused.
  const writing = sql<{ id: string | null; at: Date; closed: boolean }>`
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
    )${keyed}
    select done.* from (select count(*) from audit.append(${centre}, ${JSON.stringify(entries.map(maskEntry))}::jsonb)) as logged
    left join (
      select id, at, false as closed from written
      union all select id, closed_at, true from moved where closed_at is not null
    ) as done on true`;
  const { rows } = await last(transaction, kept(writing));
  const pick = (wanted: boolean) =>
    new Map(rows.flatMap(({ id, at, closed }) => (id !== null && closed === wanted ? [[id, at] as const] : [])));
  return { times: pick(false), closed: pick(true) };
}
