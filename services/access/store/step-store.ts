import {
  arrayLiteral,
  columnLiteral,
  keptOnce,
  last,
  type Settings,
  type Transaction,
  together,
} from '@zhiheng/database';
import { sql } from 'kysely';
import type { Actor } from './actor-store.ts';
import { type CaseRow, type RawCase, toCase } from './case-store.ts';
import { type EntryColumns, entryColumns, entryFields } from './entry-columns.ts';
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

/** All by column, which is read faster than JSON. Keys, which few steps have: as JSON. */
type GivenToWrite = Record<Step, string | null> &
  EntryColumns & { centre: string; moved: string | null; states: string | null; rounds: string | null; made: string };
type Step = (typeof stepFields)[number];

/** The fields of a step in the order in which `access.record_steps` takes them. */
const stepFields = [
  'id',
  'case',
  'round',
  'duty',
  'person',
  'account',
  'client',
  'outcome',
  'note',
  'exception',
  'boundTo',
  'takesUp',
] as const satisfies (keyof StepWrite)[];

const recorded = (given: GivenToWrite) => sql`access.record_steps(${given.centre},
  ${sql.join(stepFields.map((field) => given[field]))}, ${given.moved}, ${given.states}, ${given.rounds},
  ${sql.join(entryFields.map((field) => given[`of_${field}`]))}) as now`;

const write = keptOnce((given: GivenToWrite) => sql<{ now: Date }>`select ${recorded(given)}`);
const writeWithKeys = keptOnce(
  (given: GivenToWrite) =>
    sql<{ now: Date }>`with keyed as (${keeping(given.centre, given.made)}) select ${recorded(given)}`,
);

/**
 * Writes steps, the duties they take up, the cases' new states, their keys and the log's entries, in one statement, and commits. Gives the
 * moment at which all this was done.
 */
export async function writeSteps(
  transaction: Transaction,
  centre: string,
  { steps, cases, entries, made }: StepsWritten,
): Promise<Date> {
  const given = {
    ...{ centre, ...columnsOf(steps), ...entryColumns(entries), made: JSON.stringify(made) },
    moved: columnLiteral(cases.map(({ id }) => id)),
    states: columnLiteral(cases.map(({ state }) => state)),
    rounds: columnLiteral(cases.map(({ round }) => round)),
  };
  const { rows } = await last(transaction, (made.length > 0 ? writeWithKeys : write)(given));
  return (rows as [{ now: Date }])[0].now;
}

const columnsOf = (steps: readonly StepWrite[]) =>
  Object.fromEntries(stepFields.map((field) => [field, columnLiteral(steps.map((step) => step[field]))])) as Record<
    Step,
    string | null
  >;
