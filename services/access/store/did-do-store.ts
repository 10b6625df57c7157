import type { Transaction } from '@zhiheng/database';
import type { Exercise } from '@zhiheng/duties';
import { type RawBuilder, sql } from 'kysely';
import type { HeldException } from './exception-store.ts';

/** Which steps a look back is about: done in `[from, to)`, by these people. */
export interface PastFilter {
  from: Date | null;
  to: Date;
  /** Ids; null: everybody. */
  people: readonly string[] | null;
}

/** How many of their cases are read, from which id on. */
type CandidateFilter = PastFilter & { since?: string | undefined; limit: number };

/** A case with such a step. */
export interface Candidate {
  id: string;
  /** Keyed hash in hexadecimal. */
  subject: string | null;
  /** The first with such a step of its subject; where it is about nobody in particular, always. */
  first: boolean;
}

/** One such step of a case. Looked up case by case: there are far too many to join. */
const aStep = (case_: string, { from, to, people }: PastFilter): RawBuilder<unknown> => sql`lateral (
  select from access.step s
  where s.centre = ${sql.ref(`${case_}.centre`)} and s.case = ${sql.ref(`${case_}.id`)} and s.at < ${to}
    ${from ? sql`and s.at >= ${from}` : sql``} ${people ? sql`and s.person = any(${people}::uuid[])` : sql``} limit 1)`;

/** Of so short a period its steps are fewer than the centre's cases. */
const isShort = ({ from, to }: PastFilter): boolean =>
  from !== null && to.getTime() - from.getTime() <= 31 * 86_400_000;

/**
 * The first cases with steps in the period; only these are looked up. Materialized, lest the limit tempts PostgreSQL to go
 * through all steps in the order of their cases instead of by the index on their time.
 */
const casesOf = (centre: string, { from, to, people, since, limit }: CandidateFilter): RawBuilder<unknown> => sql`(
  with found as materialized (
    select s."case" as id from access.step s
    where s.centre = ${centre} and s.at >= ${from} and s.at < ${to} ${since === undefined ? sql`` : sql`and s."case" >= ${since}`}
      ${people ? sql`and s.person = any(${people}::uuid[])` : sql``})
  select distinct id from found order by id limit ${limit}) done
  join access.case c on c.id = done.id`;

/** Cases one after the other, each with a look for such a step. */
const casesBy = (filter: PastFilter): RawBuilder<unknown> => sql`access.case c cross join ${aStep('c', filter)} s`;

/** Cases with such a step, in order of their ids, from that id on. */
export async function readCandidates(
  transaction: Transaction,
  centre: string,
  filter: CandidateFilter,
): Promise<Candidate[]> {
  const { since, limit } = filter;
  const { rows } = await sql<Candidate>`with x as materialized (
      select c.centre, c.id, c.subject from ${isShort(filter) ? casesOf(centre, filter) : casesBy(filter)}
      where c.centre = ${centre} ${since === undefined ? sql`` : sql`and c.id >= ${since}`} order by c.id limit ${limit})
    select x.id, encode(x.subject, 'hex') as subject, earlier.id is null as first
    from x left join lateral (
      select e.id from access.case e cross join ${aStep('e', filter)} s
      where e.centre = x.centre and e.subject = x.subject and e.id < x.id limit 1) earlier on true
    order by x.id`.execute(transaction);
  return rows;
}

/** Who belongs to these units, those who have left included. */
export async function peopleOfUnits(
  transaction: Transaction,
  centre: string,
  units: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from access.person
    where centre = ${centre} and unit = any(${units}::text[])`.execute(transaction);
  return rows.map(({ id }) => id);
}

export interface PastCase {
  id: string;
  reference: string;
  item: string;
  unit: string;
  channel: string | null;
  subject: string | null;
  /** `at` in milliseconds since the epoch. */
  steps: { person: string; duty: string; round: number; at: number; returned: boolean }[];
  /** Who of those who did its steps has declared a relation to its subject, whenever they did; unless withdrawn by then. */
  related: { person: string; self: boolean }[];
}

/** The cases of the anchors and of their subjects with all steps before `to`; of a subject those with one since `since`. */
export async function readPast(
  transaction: Transaction,
  centre: string,
  anchors: readonly Pick<Candidate, 'id' | 'subject'>[],
  { since, to }: { since: Date | null; to: Date },
): Promise<PastCase[]> {
  const ids = anchors.flatMap(({ id, subject }) => (subject === null ? [id] : []));
  const subjects = anchors.flatMap(({ subject }) => subject ?? []);
  const { rows } = await sql<PastCase>`with x as (
      select c.centre, c.id, c.reference, c.item, c.unit, c.channel, c.subject from access.case c
      where c.centre = ${centre} and c.id = any(${ids}::uuid[])
      union all
      select c.centre, c.id, c.reference, c.item, c.unit, c.channel, c.subject from access.case c
      where c.centre = ${centre} and c.subject in (select decode(h, 'hex') from unnest(${subjects}::text[]) h)
        and exists (select from access.step s where s.centre = c.centre and s.case = c.id and s.at < ${to}
          ${since ? sql`and s.at >= ${since}` : sql``}))
    select x.id, x.reference, x.item, x.unit, x.channel, encode(x.subject, 'hex') as subject,
      (select coalesce(json_agg(json_build_object('person', s.person, 'duty', s.duty, 'round', s.round, 'returned', s.outcome = 'returned',
          'at', trunc(extract(epoch from s.at) * 1000)::float8) order by s.id), '[]')
        from access.step s where s.centre = x.centre and s.case = x.id and s.at < ${to}) as steps,
      (select coalesce(json_agg(json_build_object('person', r.person, 'self', r.relation = 'self')), '[]')
        from access.relation r where r.centre = x.centre and r.subject = x.subject and exists (
          select from access.step s where s.centre = x.centre and s.case = x.id and s.person = r.person and s.at < ${to}
            and (r.withdrawn_at is null or s.at < r.withdrawn_at))) as related
    from x order by x.id`.execute(transaction);
  return rows;
}

/** Exceptions that these people have or had. */
export async function exceptionsEver(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<HeldException[]> {
  const { rows } = await sql<
    Omit<HeldException, 'from' | 'until' | 'items'> & { items: string[] | null; from: Date; until: Date }
  >`
    select id, person, rule, items, lower(validity) as "from", least(upper(validity), ended_at) as until
    from access.exception where centre = ${centre} and person = any(${people}::uuid[])
      and (ended_at is null or ended_at > lower(validity)) order by id`.execute(transaction);
  return rows.map(({ items, from, until, ...row }) => ({
    ...row,
    from: from.getTime(),
    until: until.getTime(),
    ...(items ? { items } : {}),
  }));
}

const ofPeople = (people: readonly string[] | null) => (people ? sql`and s.person = any(${people}::uuid[])` : sql``);
const since = (from: Date | null) => (from ? sql`and s.at >= ${from}` : sql``);

/** What each did of each kind in the period: a duty on an item at a unit by a channel, how often, the first and the last time. */
export async function readExercises(
  transaction: Transaction,
  centre: string,
  { from, to, people }: PastFilter,
): Promise<Exercise[]> {
  const { rows } = await sql<Omit<Exercise, 'channel'> & { channel: string | null }>`
    select s.person, s.duty, c.item, c.unit, c.channel, count(*)::int as times,
      trunc(extract(epoch from min(s.at)) * 1000)::float8 as first, trunc(extract(epoch from max(s.at)) * 1000)::float8 as last
    from access.step s join access.case c on c.centre = s.centre and c.id = s.case
    where s.centre = ${centre} and s.at < ${to} ${since(from)} ${ofPeople(people)}
    group by s.person, s.duty, c.item, c.unit, c.channel order by s.person, first, c.item, s.duty`.execute(transaction);
  return rows.map(({ channel, ...row }) => ({ ...row, ...(channel === null ? {} : { channel }) }));
}

/** What somebody did of a kind while they held the same grants and the policy said the same. */
export interface HeldExercise extends Exercise {
  /** What they held then, suspended grants left out. */
  held: { role: string; unit: string }[];
  /** Since when the policy had said what it then said, as the database writes it; null: since before it was ever changed. */
  policySince: string | null;
}

/** When anything of units, items and roles came to say something else than before. */
const turns = (centre: string) => sql`(select coalesce(array_agg(distinct h.since order by h.since), '{}') as at
  from access.policy_history h where h.centre = ${centre} and exists (
    select from access.policy_history b where b.centre = h.centre and b.kind = h.kind and b.code = h.code and b.until = h.since))`;

/** The same, apart by what each held and what the policy said. Steps find their place among few moments, not among grants. */
export async function readHeldExercises(
  transaction: Transaction,
  centre: string,
  { from, to, people }: PastFilter,
): Promise<HeldExercise[]> {
  const { rows } = await sql<Omit<HeldExercise, 'channel'> & { channel: string | null }>`
    with policy as materialized ${turns(centre)},
    held as materialized (
      select g.person, g.id, g.validity from access.grant g
      where g.centre = ${centre} and not isempty(g.validity) ${people ? sql`and g.person = any(${people}::uuid[])` : sql``}),
    lasting as (
      select person, validity from held
      union all
      select h.person, m.validity from held h join access.grant_suspension m on m.centre = ${centre} and m."grant" = h.id),
    own as materialized (
      select x.person, array_agg(distinct x.at order by x.at) as at
      from (select person, unnest(array[lower(validity), upper(validity)]) as at from lasting) x
      where x.at is not null group by x.person),
    done as (
      select s.person, s.duty, c.item, c.unit, c.channel, s.at,
        coalesce(o.at[nullif(width_bucket(s.at, o.at), 0)], '-infinity') as since,
        policy.at[nullif(width_bucket(s.at, policy.at), 0)] as policy_since
      from access.step s join access.case c on c.centre = s.centre and c.id = s.case
      cross join policy left join own o on o.person = s.person
      where s.centre = ${centre} and s.at < ${to} ${since(from)} ${ofPeople(people)}),
    kinds as (
      select person, duty, item, unit, channel, since, policy_since, count(*)::int as times, min(at) as first, max(at) as last
      from done group by person, duty, item, unit, channel, since, policy_since)
    select k.person, k.duty, k.item, k.unit, k.channel, k.times, k.policy_since::text as "policySince",
      trunc(extract(epoch from k.first) * 1000)::float8 as first, trunc(extract(epoch from k.last) * 1000)::float8 as last,
      (select coalesce(json_agg(json_build_object('role', g.role, 'unit', g.unit) order by g.id), '[]') from access.grant g
        where g.centre = ${centre} and g.person = k.person and g.validity @> k.since and not exists (
          select from access.grant_suspension m where m.centre = g.centre and m."grant" = g.id and m.validity @> k.since)) as held
    from kinds k order by k.person, k.first, k.item, k.duty`.execute(transaction);
  return rows.map(({ channel, ...row }) => ({ ...row, ...(channel === null ? {} : { channel }) }));
}

export interface UseStep {
  id: string;
  case: string;
  reference: string;
  item: string;
  unit: string;
  duty: string;
  round: number;
  at: Date;
}

/** Steps of a kind, in these periods; milliseconds, both ends among them. */
export interface UseKind extends Pick<Exercise, 'duty' | 'item' | 'unit' | 'channel'> {
  spans: readonly { first: number; last: number }[];
}

/** Somebody's steps of these kinds, under all their records, in order of their ids. */
export async function readUseSteps(
  transaction: Transaction,
  centre: string,
  records: readonly string[],
  kinds: readonly UseKind[],
  { from, to, after, limit }: { from: Date | null; to: Date; after?: string | undefined; limit: number },
): Promise<UseStep[]> {
  const spans = kinds.flatMap(({ duty, item, unit, channel, spans: own }) =>
    own.map(({ first, last }) => ({ duty, item, unit, channel, first, last })),
  );
  const { rows } = await sql<UseStep>`select s.id, c.id as "case", c.reference, c.item, c.unit, s.duty, s.round, s.at
    from access.step s join access.case c on c.centre = s.centre and c.id = s.case
    where s.centre = ${centre} and s.person = any(${records}::uuid[]) and s.at < ${to} ${since(from)}
      and exists (select from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
          as k(duty text, item text, unit text, channel text, first float8, last float8)
        where k.duty = s.duty and k.item = c.item and k.unit = c.unit and k.channel is not distinct from c.channel
          and trunc(extract(epoch from s.at) * 1000) between k.first and k.last)
      ${after === undefined ? sql`` : sql`and s.id > ${after}::uuid`}
    order by s.id limit ${limit}`.execute(transaction);
  return rows;
}
