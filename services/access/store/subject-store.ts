import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';

/** Which steps on a subject matter to the rules: on which items, and how many days back; null: however long ago. */
export interface SubjectReach {
  items: readonly string[];
  days: number | null;
}

/** Somebody's latest step of its kind on another case of a subject. */
interface PriorStepRow {
  person: string;
  /** Hexadecimal. */
  subject: string;
  case: string;
  item: string;
  channel: string | null;
  duty: string;
  round: number;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What is on record of people and of the subjects of cases. */
export interface SubjectFacts {
  /** The database's clock when it was read, in milliseconds since the epoch. */
  at: number;
  prior: PriorStepRow[];
  related: { person: string; subject: string; self: boolean }[];
  /** Those that hold at this moment. */
  exceptions: ExceptionRow[];
}

export interface ExceptionRow {
  id: string;
  person: string;
  rule: string;
  /** Null: on every item. */
  items: string[] | null;
}

export interface FactsWanted {
  /** A query of person ids; absent: everybody. */
  people?: RawBuilder<unknown>;
  cases: readonly string[];
  /** Of cases that are not recorded, in hexadecimal. */
  subjects?: readonly string[];
  /** Absent: no rule looks back. */
  reach?: SubjectReach;
}

const milliseconds = (instant: RawBuilder<unknown>) => sql`(extract(epoch from ${instant}) * 1000)::float8`;

const whose = (column: string, people: RawBuilder<unknown> | undefined) =>
  people ? sql`and ${sql.ref(column)} in (${people})` : sql``;

const exceptionsOf = (
  centre: string,
  people: RawBuilder<unknown> | undefined,
) => sql`coalesce((select json_agg(f) from (
    select e.id, e.person, e.rule, e.items from access.exception e
    where e.centre = ${centre} and e.validity @> clock_timestamp() and e.ended_at is null ${whose('e.person', people)}) f), '[]')`;

/** An expression for `SubjectFacts` as JSON. What steps are judged by is asked the same way, of fewer, by `access.steps_at_hand`. */
function factsAbout(centre: string, { people, cases, subjects = [], reach }: FactsWanted): RawBuilder<SubjectFacts> {
  const ids = sql`${cases}::uuid[]`;
  // Each table is looked into from the one before it, by the order of the key that serves: else a plan made while the tables were small
  // reads the whole of them.
  const prior = (
    items: readonly string[],
    days: number | null,
  ) => sql`select distinct on (s.person, x.subject, c.item, c.channel, s.duty)
      s.person, encode(x.subject, 'hex') as subject, c.id as "case", c.item, c.channel, s.duty, s.round,
      ${milliseconds(sql`s.at`)} as at
    from x cross join lateral (
      select id, item, channel from access.case where centre = ${centre} and subject = x.subject
        and item = any(${items}::text[]) and id <> all(${ids}) order by item) c
    cross join lateral (
      select person, duty, round, at from access.step where centre = ${centre} and "case" = c.id order by round, duty) s
    where true ${days === null ? sql`` : sql`and s.at >= clock_timestamp() - make_interval(days => ${days}::int)`} ${whose('s.person', people)}
    order by s.person, x.subject, c.item, c.channel, s.duty, s.at desc`;
  const related = sql`select r.person, encode(x.subject, 'hex') as subject, r.relation = 'self' as self
    from x cross join lateral (select person, relation from access.relation
      where centre = ${centre} and subject = x.subject and withdrawn_at is null ${whose('person', people)} offset 0) r`;
  const named = subjects.length
    ? sql`union select decode(hex, 'hex') from unnest(${subjects}::text[]) as named(hex)`
    : sql``;
  const atHand = sql`select subject from access.case where centre = ${centre} and id = any(${ids}) order by id offset 0`;
  return sql<SubjectFacts>`(with x as materialized (select distinct subject from (${atHand}) c where subject is not null ${named})
    select json_build_object('at', ${milliseconds(sql`clock_timestamp()`)},
    'prior', coalesce((select json_agg(f) from (${reach ? prior(reach.items, reach.days) : sql`select where false`}) f), '[]'),
    'related', coalesce((select json_agg(f) from (${related}) f), '[]'),
    'exceptions', ${exceptionsOf(centre, people)}))`;
}

export async function readSubjectFacts(
  transaction: Transaction,
  centre: string,
  { people: ids, reach, ...rest }: Omit<FactsWanted, 'people'> & { people?: readonly string[] | undefined },
): Promise<SubjectFacts> {
  const wanted = {
    ...rest,
    ...(ids === undefined ? {} : { people: sql`select unnest(${ids}::uuid[])` }),
    ...(reach?.items.length ? { reach } : {}),
  };
  const { rows } = await sql<{ facts: SubjectFacts }>`select ${factsAbout(centre, wanted)} as facts`.execute(
    transaction,
  );
  return (rows[0] as { facts: SubjectFacts }).facts;
}
