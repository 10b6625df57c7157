import { maskEntry } from '@zhiheng/contracts';
import { type KeptStatement, keptOnce, last, type Settings, type Transaction, together } from '@zhiheng/database';
import { sql } from 'kysely';
import { type Actor, actorsNamed, peopleNamed } from './actor-store.ts';
import { type CaseRow, caseFields, type RawCase, stepsOfCase, toCase } from './case-store.ts';
import { type Kept, type KeyName, type KeyNames, keeping, keptUnder, keyNames } from './idempotency-store.ts';
import type { LogEntry } from './log-store.ts';
import { factsAbout, type SubjectFacts, type SubjectReach } from './subject-store.ts';

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
 * a large centre though they are made for a small one: everything here, and what triggers check, is found row by row by
 * its key.
 */
export const keptPlansSuit: Settings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/** What is asked of the database differs by these: who asks less pays less. */
interface Shape {
  looksBack: boolean;
  days: boolean;
  merged: boolean;
  keys: boolean;
}

interface Given extends KeyNames {
  centre: string;
  usernames: string[];
  ids: string[];
  items: readonly string[];
  days: number | null;
  records: string[];
  humans: string[];
}

// Each count makes PostgreSQL take all locks of one kind before the first of the next. Who has no subject is left out last: asked of the case itself,
// it would be a way to all cases that have one.
const locking = ({ centre, usernames, ids, items }: Given) => sql`
  with people as materialized (${peopleNamed(centre, usernames)}), subjects as materialized (
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended('subject:' || ${centre} || ':' || encode(subject, 'hex'), 0) as key
      from access.case where centre = ${centre} and id = any(${ids}::uuid[])
        and item = any(${items}::text[]) and (select count(*) from people) >= 0
      order by 1) k where key is not null)
  select from access.case where centre = ${centre} and id = any(${ids}::uuid[])
    and (select count(*) from people) >= 0 and (select count(*) from subjects) >= 0
  order by id for update`;

const reading = (shape: Shape) => (given: Given) => {
  const { centre, usernames, ids } = given;
  const named = sql`select person from access.account where centre = ${centre} and username = any(${usernames}::text[])`;
  const people = shape.merged
    ? sql`${named} union all select m.record from unnest(${given.records}::uuid[], ${given.humans}::uuid[]) as m(record, human)
        where m.human in (${named})`
    : named;
  const facts = {
    ...{ people, cases: ids, about: sql`select decode(subject, 'hex') as subject from at_hand` },
    ...(shape.looksBack ? { reach: { items: given.items, days: shape.days ? given.days : null } } : {}),
  };
  return sql<Read>`
    with at_hand as materialized (
      select ${caseFields} from access.case c where c.centre = ${centre} and c.id = any(${ids}::uuid[])
    ), done as materialized (
      select s.* from unnest(${ids}::uuid[]) as i(id) cross join lateral (${stepsOfCase(sql`${centre}`, sql`i.id`)}) s)
    select
      (select policy_epoch from access.centre where centre = ${centre}) as "policyEpoch",
      (select json_agg(a) from (${actorsNamed(centre, usernames)}) a) as actors,
      (select json_agg(c) from at_hand c) as cases,
      (select json_agg(s order by s.id) from done s) as steps,
      (select json_agg(n) from (select a.person, a.username from access.account a
        where a.centre = ${centre} and a.person = any(array(select person from done)) order by a.created_at) n) as names,
      ${factsAbout(centre, facts)} as facts,
      ${shape.keys ? sql`(select json_agg(k) from (${keptUnder(centre, given)}) k)` : sql`null::json`} as kept`;
};

type Read = Pick<Locked, 'policyEpoch' | 'facts'> & {
  actors: Actor[] | null;
  cases: Omit<RawCase, 'steps'>[] | null;
  steps: (RawCase['steps'][number] & { case: string })[] | null;
  names: { person: string; username: string }[] | null;
  kept: Kept[] | null;
};

const lockAll = keptOnce(locking);
const readAll = byShape(reading);

/** A statement for each shape that is met. */
function byShape<Shape, Given extends object, T>(write: (shape: Shape) => Parameters<typeof keptOnce<Given, T>>[0]) {
  const known = new Map<string, (given: Given) => KeptStatement<T>>();
  return (shape: Shape): ((given: Given) => KeptStatement<T>) => {
    const name = JSON.stringify(shape);
    const statement = known.get(name) ?? keptOnce(write(shape));
    known.set(name, statement);
    return statement;
  };
}

/**
 * The same for the actors and the cases of many steps, and what else they are judged by: one round trip for all of them.
 * Cases are locked after people; between them the subjects of cases on which a rule looks back, so that of two steps for
 * one subject, on whichever cases, the later sees the earlier.
 */
export async function lockForSteps(
  transaction: Transaction,
  centre: string,
  { usernames, ids, keys, reach: { items, days }, merged }: StepsWanted,
): Promise<Locked> {
  const records = [...(merged?.keys() ?? [])];
  const humans = [...(merged?.values() ?? [])];
  const given = { centre, usernames, ids, items, days, records, humans, ...keyNames(keys) };
  const shape = { looksBack: items.length > 0, days: days !== null, merged: records.length > 0, keys: keys.length > 0 };
  // A statement of its own: the one that waited for a lock has looked before it waited.
  const [, { rows }] = await together<[unknown, Read]>(transaction, lockAll(given), readAll(shape)(given));
  const [{ policyEpoch, actors, cases, steps, names, facts, kept }] = rows as [Read];
  const stepsOf = Map.groupBy(steps ?? [], (step) => step.case);
  return {
    ...{ policyEpoch, facts },
    actors: actors ?? [],
    cases: (cases ?? []).map((one) =>
      toCase({ ...one, steps: (stepsOf.get(one.id) ?? []).map(({ case: _, ...step }) => step) }),
    ),
    names: new Map((names ?? []).map(({ person, username }) => [person, username])),
    kept: kept ?? [],
  };
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
  /** Whether they take the duty up with it, by what is on record. */
  takesUp: boolean;
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

/** Steps by column, which are read faster than JSON. Cases, entries and keys: as JSON. */
type GivenToWrite = { [Column in keyof StepWrite]: StepWrite[Column][] } & {
  centre: string;
  cases: string;
  moved: string[];
  entries: string;
  made: string;
};

// Rows are named one by one, so that no plan made while a table was small reads the whole of a centre.
const writing = (shape: { steps: boolean; cases: boolean; made: boolean }) => (given: GivenToWrite) => {
  const { centre } = given;
  const steps = sql`, given as (
      select s.*, coalesce(s.exception, '00000000-0000-0000-0000-000000000000') as part
      from unnest(${given.id}::uuid[], ${given.case}::uuid[], ${given.round}::smallint[], ${given.duty}::text[], ${given.person}::uuid[],
        ${given.account}::uuid[], ${given.client}::text[], ${given.outcome}::text[], ${given.note}::text[], ${given.exception}::uuid[],
        ${given.boundTo}::text[], ${given.takesUp}::boolean[])
        as s(id, "case", round, duty, person, account, client, outcome, note, exception, bound, "takesUp")
    ), parts as (
      insert into access.case_person (centre, "case", person, duty, exception, bound_to)
      select ${centre}::text, g.case, g.person, g.duty, g.part, coalesce(g.bound, '') from given g where g."takesUp"
    ), written as (
      insert into access.step (centre, "case", round, duty, id, person, exception, account, client, outcome, note, at)
      select ${centre}, g.case, g.round, g.duty, g.id, g.person, g.part, g.account, g.client, g.outcome, g.note, now from given g, clock)`;
  const cases = sql`, moved as (
      update access.case c set state = m.state, round = m.round, closed_at = case when m.state = 'complete' then now end
      from clock, json_to_recordset(${given.cases}::json) as m(id uuid, state text, round smallint)
      where c.centre = ${centre} and c.id = m.id and c.id = any(${given.moved}::uuid[]))`;
  return sql<{ now: Date }>`
    with clock as materialized (select clock_timestamp() as now)
      ${shape.steps ? steps : sql``} ${shape.cases ? cases : sql``} ${shape.made ? sql`, keyed as (${keeping(centre, given.made)})` : sql``}
    select now from clock, (select count(*) from audit.append(${centre}, ${given.entries}::jsonb)) as logged`;
};

const writeAll = byShape(writing);

/**
 * Writes steps, the duties they take up, the cases' new states, their keys and the log's entries, in one statement, and commits. Gives the
 * moment at which all this was done.
 */
export async function writeSteps(
  transaction: Transaction,
  centre: string,
  { steps, cases, entries, made }: StepsWritten,
): Promise<Date> {
  const shape = { steps: steps.length > 0, cases: cases.length > 0, made: made.length > 0 };
  const given = {
    ...columnsOf(steps),
    ...{ centre, cases: JSON.stringify(cases), moved: cases.map(({ id }) => id) },
    ...{ entries: JSON.stringify(entries.map(maskEntry)), made: JSON.stringify(made) },
  };
  const { rows } = await last(transaction, writeAll(shape)(given));
  return (rows as [{ now: Date }])[0].now;
}

const columnsOf = (steps: StepWrite[]) => ({
  id: steps.map(({ id }) => id),
  case: steps.map((step) => step.case),
  round: steps.map(({ round }) => round),
  duty: steps.map(({ duty }) => duty),
  person: steps.map(({ person }) => person),
  account: steps.map(({ account }) => account),
  client: steps.map(({ client }) => client),
  outcome: steps.map(({ outcome }) => outcome),
  note: steps.map(({ note }) => note),
  exception: steps.map(({ exception }) => exception),
  boundTo: steps.map(({ boundTo }) => boundTo),
  takesUp: steps.map(({ takesUp }) => takesUp),
});
