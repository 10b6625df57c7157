import {
  arrayLiteral,
  type KeptStatement,
  keptOnce,
  last,
  type Settings,
  type Transaction,
  together,
} from '@zhiheng/database';
import { sql } from 'kysely';
import type { Actor } from './actor-store.ts';
import { type CaseRow, type RawCase, toCase } from './case-store.ts';
import { appendColumns, type EntryColumns, entryColumns } from './entry-columns.ts';
import { type Kept, type KeyName, type KeyNames, keeping, keyNames } from './idempotency-store.ts';
import type { LogEntry } from './log-store.ts';
import type { SubjectFacts, SubjectReach } from './subject-store.ts';

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
};

interface AtHand {
  policyEpoch: number;
  /** Milliseconds since the epoch. */
  at: number;
  actors: Actor[] | null;
  cases: Omit<RawCase, 'steps'>[] | null;
  steps: (RawCase['steps'][number] & { case: string })[] | null;
  names: { person: string; username: string }[] | null;
  prior: SubjectFacts['prior'] | null;
  related: SubjectFacts['related'] | null;
  exceptions: SubjectFacts['exceptions'] | null;
  kept: Kept[] | null;
}

interface Given extends KeyNames {
  centre: string;
  usernames: string[];
  ids: string;
  items: readonly string[];
  days: number | null;
  records: string;
  humans: string;
}

const atHand = keptOnce(
  ({ centre, usernames, ids, items, days, records, humans, callers, operations, keys }: Given) => sql<AtHand>`
    select * from access.steps_at_hand(${centre}, ${usernames}, ${ids}, ${items}, ${days}, ${records}, ${humans}, ${callers}, ${operations}, ${keys})`,
);

/**
 * The same for the actors and the cases of many steps, and what else they are judged by: one call for all of them.
 * Cases are locked after people; between them the subjects of cases on which a rule looks back.
 */
export async function lockForSteps(
  transaction: Transaction,
  centre: string,
  { usernames, ids, keys, reach: { items, days }, merged }: StepsWanted,
): Promise<Locked> {
  const [records, humans] = [arrayLiteral([...(merged?.keys() ?? [])]), arrayLiteral([...(merged?.values() ?? [])])];
  const given = { centre, usernames, ids: arrayLiteral(ids), items, days, records, humans, ...keyNames(keys) };
  const [{ rows }] = await together<[AtHand]>(transaction, atHand(given));
  const [{ policyEpoch, at, actors, cases, steps, names, prior, related, exceptions, kept }] = rows as [AtHand];
  const stepsOf = Map.groupBy(steps ?? [], (step) => step.case);
  return {
    policyEpoch,
    actors: actors ?? [],
    cases: (cases ?? []).map((one) =>
      toCase({ ...one, steps: (stepsOf.get(one.id) ?? []).map(({ case: _, ...step }) => step) }),
    ),
    names: new Map((names ?? []).map(({ person, username }) => [person, username])),
    facts: { at, prior: prior ?? [], related: related ?? [], exceptions: exceptions ?? [] },
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

type Step = keyof StepWrite;

/** All by column, which is read faster than JSON. Keys, which few steps have: as JSON. */
type GivenToWrite = { [Column in Step]: string } & {
  centre: string;
  moved: string;
  states: string;
  rounds: string;
  made: string;
} & EntryColumns;

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
      from clock, unnest(${given.moved}::uuid[], ${given.states}::text[], ${given.rounds}::smallint[]) as m(id, state, round)
      where c.centre = ${centre} and c.id = m.id and c.id = any(${given.moved}::uuid[]))`;
  return sql<{ now: Date }>`
    with clock as materialized (select clock_timestamp() as now)
      ${shape.steps ? steps : sql``} ${shape.cases ? cases : sql``} ${shape.made ? sql`, keyed as (${keeping(centre, given.made)})` : sql``}
    select now, ${appendColumns(centre, given)} from clock`;
};

const writeAll = byShape(writing);

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
    ...{ centre, ...columnsOf(steps), ...entryColumns(entries), made: JSON.stringify(made) },
    moved: arrayLiteral(cases.map(({ id }) => id)),
    states: arrayLiteral(cases.map(({ state }) => state)),
    rounds: arrayLiteral(cases.map(({ round }) => round)),
  };
  const { rows } = await last(transaction, writeAll(shape)(given));
  return (rows as [{ now: Date }])[0].now;
}

const columnsOf = (steps: readonly StepWrite[]) => ({
  id: arrayLiteral(steps.map(({ id }) => id)),
  case: arrayLiteral(steps.map((step) => step.case)),
  round: arrayLiteral(steps.map(({ round }) => round)),
  duty: arrayLiteral(steps.map(({ duty }) => duty)),
  person: arrayLiteral(steps.map(({ person }) => person)),
  account: arrayLiteral(steps.map(({ account }) => account)),
  client: arrayLiteral(steps.map(({ client }) => client)),
  outcome: arrayLiteral(steps.map(({ outcome }) => outcome)),
  note: arrayLiteral(steps.map(({ note }) => note)),
  exception: arrayLiteral(steps.map(({ exception }) => exception)),
  boundTo: arrayLiteral(steps.map(({ boundTo }) => boundTo)),
  takesUp: arrayLiteral(steps.map(({ takesUp }) => takesUp)),
});
