import type { Likeness, MergeEffects, MergeState } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Records that ended, each with the one of the same human that goes on. By the merges, which are few: of people there are many. */
export async function readMerged(transaction: Transaction, centre: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; into: string }>`
    select m.person as id, (select p.merged_into from access.person p where p.centre = m.centre and p.id = m.person) as into
    from access.person_merge m where m.centre = ${centre} and m.state = 'done'`.execute(transaction);
  return new Map(rows.map(({ id, into }) => [id, into]));
}

export interface MergeRow {
  id: string;
  /** Ids of the record that ends, and of the one that goes on. */
  person: string;
  into: string;
  reason: string;
  state: MergeState;
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  comment: string | null;
  effects: MergeEffects | null;
}

export async function insertMerge(
  transaction: Transaction,
  centre: string,
  one: Pick<MergeRow, 'person' | 'into' | 'reason' | 'askedBy'> & { client: string },
): Promise<string> {
  const id = newId();
  await transaction
    .insertInto('access.person_merge')
    .values({
      ...{ centre, id, person: one.person, into_person: one.into, reason: one.reason },
      ...{ asked_by: one.askedBy, client: one.client },
    })
    .execute();
  return id;
}

/** Closes it by somebody's decision; `done` lets this transaction, and no other, make the two records one. */
export async function closeMerge(
  transaction: Transaction,
  centre: string,
  id: string,
  { state, by, comment }: { state: 'done' | 'rejected'; by: string; comment: string | undefined },
): Promise<void> {
  await sql`update access.person_merge set state = ${state}, decided_by = ${by}, decided_at = clock_timestamp(),
      comment = ${comment ?? null}, done_in = case when ${state} = 'done' then pg_current_xact_id() end
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function setMergeEffects(
  transaction: Transaction,
  centre: string,
  id: string,
  effects: MergeEffects,
): Promise<void> {
  await transaction
    .updateTable('access.person_merge')
    .set({ effects: JSON.stringify(effects) })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

const columns = sql`id, person, into_person as into, reason, state, asked_by as "askedBy", asked_at as "askedAt",
  decided_by as "decidedBy", decided_at as "decidedAt", comment, effects`;

export interface MergeFilter {
  id?: string;
  person?: string;
  state?: MergeState;
  /** Units to one of which each of the two belongs. */
  units: readonly string[];
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listMerges(transaction: Transaction, centre: string, filter: MergeFilter): Promise<MergeRow[]> {
  const { id, person, state, units, before, limit } = filter;
  const wanted = [
    sql`m.centre = ${centre}`,
    sql`2 = (select count(*) from access.person p where p.centre = m.centre and p.id in (m.person, m.into_person)
      and p.unit = any(${[...units]}::text[]))`,
    ...(id === undefined ? [] : [sql`m.id = ${id}::uuid`]),
    ...(person === undefined ? [] : [sql`${person}::uuid in (m.person, m.into_person)`]),
    ...(state === undefined ? [] : [sql`m.state = ${state}`]),
    ...(before === undefined ? [] : [sql`m.id < ${before}::uuid`]),
  ];
  const { rows } = await sql<MergeRow>`select ${columns} from access.person_merge m
    where ${sql.join(wanted, sql` and `)} order by id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function readMerge(transaction: Transaction, centre: string, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select ${columns} from access.person_merge
    where centre = ${centre} and id = ${id}::uuid`.execute(transaction);
  return rows[0];
}

/**
 * Makes a record, and those merged into it before, one of the other's human. On open cases the other gets the places of the duties that
 * were done under it, so that the database refuses that human a further one; where they have a place there themselves it stays theirs.
 */
export async function joinRecords(
  transaction: Transaction,
  centre: string,
  person: string,
  into: string,
): Promise<void> {
  await sql`update access.person set merged_into = ${into}
    where centre = ${centre} and (id = ${person} or merged_into = ${person})`.execute(transaction);
  await sql`insert into access.case_person (centre, "case", person, duty, exception, bound_to)
    select cp.centre, cp."case", ${into}::uuid, cp.duty, cp.exception, cp.bound_to
    from access.case_person cp join access.case c on c.centre = cp.centre and c.id = cp."case" and c.state = 'open'
    where cp.centre = ${centre} and cp.person = ${person} and cp."case" in (${casesOf(centre, person, into)}) and not exists (
      select from access.case_person own where own.centre = cp.centre and own."case" = cp."case" and own.person = ${into})
    on conflict do nothing`.execute(transaction);
}

/** In which those of these ids, and who was merged into them, did steps: their parts are found by the case. */
const casesOf = (
  centre: string,
  ...people: string[]
) => sql`select s."case" from access.step s where s.centre = ${centre} and s.person in (
  select p.id from access.person p where p.centre = ${centre} and (p.id = any(${people}::uuid[]) or p.merged_into = any(${people}::uuid[])))`;

/** Whether some suspension of the person is open. */
export async function hasOpenSuspension(transaction: Transaction, centre: string, person: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('access.suspension')
    .select('id')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ids of pending requests on which somebody of that record was heard, for themselves or through a deputy. */
export async function pendingHeard(transaction: Transaction, centre: string, person: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from access.request r
    join access.decision_voice v on v.centre = r.centre and v.request = r.id and v.person = ${person}
    where r.centre = ${centre} and r.state = 'pending' order by r.id`.execute(transaction);
  return rows.map(({ id }) => id);
}

type SharedCase = MergeEffects['actedAsTwo']['cases'][number];

/** Cases with different duties under both records, the latest first. */
export async function sharedCases(
  transaction: Transaction,
  centre: string,
  [one, other]: readonly [string, string],
  limit: number,
): Promise<SharedCase[]> {
  const { rows } = await sql<SharedCase>`select c.id, c.reference, c.item, c.unit,
      array(select distinct d.duty from access.case_person d where d.centre = c.centre and d."case" = c.id
        and d.person in (${one}, ${other}) order by 1) as duties
    from access.case_person a
    join access.case_person b on b.centre = a.centre and b."case" = a."case" and b.person = ${other}
    join access.case c on c.centre = a.centre and c.id = a."case"
    where a.centre = ${centre} and a.person = ${one} and a."case" in (${casesOf(centre, one)})
    group by c.centre, c.id having count(distinct a.duty) > 1 or min(a.duty) <> min(b.duty) or count(distinct b.duty) > 1
    order by c.id desc limit ${limit}`.execute(transaction);
  return rows;
}

/** Requests in which the two took parts that have to be different people's, the latest first. */
export async function sharedRequests(
  transaction: Transaction,
  centre: string,
  [one, other]: readonly [string, string],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from access.decision_voice v
    join access.request r on r.centre = v.centre and r.id = v.request
    where v.centre = ${centre} and v.person in (${one}, ${other}) and (
      r.requester in (${one}, ${other}) or r.beneficiary in (${one}, ${other}) or exists (
        select from access.decision_voice w where w.centre = v.centre and w.request = v.request
          and w.person in (${one}, ${other}) and w.person <> v.person))
    group by r.id order by r.id desc limit ${limit}`.execute(transaction);
  return rows.map(({ id }) => id);
}

export interface Pair {
  one: string;
  other: string;
  by: Likeness[];
}

/** A staff number as it is compared: without width, case, signs and leading noughts. */
const plainNumber = sql`ltrim(regexp_replace(lower(normalize(p.staff_number, NFKC)), '[^a-z0-9]', '', 'g'), '0')`;
const plainName = sql`regexp_replace(lower(normalize(p.name, NFKC)), '\\s', '', 'g')`;

/** Records of people of these units that may be of one human, each pair once, by id; at least one of the two is active. */
export async function listPairs(
  transaction: Transaction,
  centre: string,
  { units, after, limit }: { units: readonly string[]; after?: readonly [string, string]; limit: number },
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`with people as materialized (
      select p.id, p.state, ${plainNumber} as number, ${plainName} || '/' || p.unit as place from access.person p
      where p.centre = ${centre} and p.merged_into is null and p.unit = any(${[...units]}::text[])),
    keys as (
      select id, state, 'staff-number' as by, number as key from people where number <> ''
      union all select id, state, 'name-unit', place from people
      union all select distinct p.id, p.state, 'identity', encode(r.subject, 'hex')
        from access.relation r join people p on p.id = r.person
        where r.centre = ${centre} and r.relation = 'self' and r.withdrawn_at is null),
    same as (
      select by, array_agg(id) as ids, array_agg(state) as states from keys group by by, key having count(*) > 1)
    select a.id as one, b.id as other,
      array_agg(distinct by order by by) as by
    from same, unnest(ids, states) as a(id, state), unnest(ids, states) as b(id, state)
    where a.id < b.id and 'active' in (a.state, b.state)
      ${after ? sql`and (a.id, b.id) > (${after[0]}::uuid, ${after[1]}::uuid)` : sql``}
    group by a.id, b.id order by a.id, b.id limit ${limit}`.execute(transaction);
  return rows;
}
