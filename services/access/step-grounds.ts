import type { Transaction } from '@zhiheng/database';
import {
  type CompiledPolicy,
  type PriorStep,
  type Relation,
  type SubjectHistory,
  subjectLookup,
} from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { casesByHuman, factsByHuman, recordsOf } from './humans.ts';
import type { CaseRow, StepRow } from './store/case-store.ts';
import { type ExceptionRow, readSubjectFacts, type SubjectFacts, type SubjectReach } from './store/subject-store.ts';

const reaches = new WeakMap<CompiledPolicy, SubjectReach>();

/** Which steps on a subject the centre's rules look back at. */
export function subjectReach({ compiled, policy }: CentrePolicy): SubjectReach {
  const known = reaches.get(compiled);
  if (known) return known;
  const looksBack = (item: string, unit: string, duty: string) =>
    subjectLookup(compiled, { case: { item, unit }, duty }, 0).since !== undefined;
  const items = policy.items.filter(({ code, unit, duties }) => duties.some((duty) => looksBack(code, unit, duty)));
  const windows = policy.rules
    .filter(({ kind, within }) => kind === 'case' && within === 'subject')
    .map(({ withinDays }) => withinDays ?? Number.POSITIVE_INFINITY);
  // A day more than the longest: it begins with a day of the calendar, whatever the hour.
  const days = Math.max(0, ...windows) + 1;
  const reach = { items: items.map(({ code }) => code), days: Number.isFinite(days) ? days : null };
  reaches.set(compiled, reach);
  return reach;
}

/**
 * What steps are judged by beside their own case: the moment, what was done for the same subject elsewhere, and who is
 * related to it. The cases at hand are looked at as they are now, so that a step is judged after those before it.
 */
export class StepGrounds {
  readonly at: number;
  readonly #prior: Map<string, PriorStep[]>;
  readonly #atHand: Map<string, CaseRow[]>;
  readonly #related: Map<string, Relation>;
  readonly #exceptions: Map<string, ExceptionRow[]>;

  constructor({ at, prior, related, exceptions }: SubjectFacts, cases: readonly CaseRow[]) {
    this.at = at;
    this.#prior = new Map();
    for (const { person, subject, channel, ...step } of prior)
      push(this.#prior, key(person, subject), { ...step, person, channel: channel ?? undefined });
    this.#atHand = new Map();
    for (const one of cases) if (one.subject !== null) push(this.#atHand, one.subject, one);
    this.#exceptions = Map.groupBy(exceptions, ({ person }) => person);
    this.#related = new Map(
      related.map(({ person, subject, self }) => [key(person, subject), self ? 'self' : 'relation']),
    );
  }

  /** Exceptions of the person that cover a case of this item now, by their rules. */
  exceptionsOf(person: string, item: string): Map<string, string> {
    const covering = (this.#exceptions.get(person) ?? []).filter(({ items }) => items?.includes(item) ?? true);
    return new Map(covering.map(({ rule, id }) => [rule, id]));
  }

  /** Undefined for a case about nobody in particular. */
  historyOf(person: string, { id, subject }: JudgedCase): SubjectHistory | undefined {
    if (subject === null) return undefined;
    const here = (this.#atHand.get(subject) ?? []).filter((one) => one.id !== id).flatMap(stepsOf);
    const elsewhere = this.#prior.get(key(person, subject)) ?? [];
    return { priorSteps: [...elsewhere, ...here], related: this.#related.get(key(person, subject)) };
  }
}

/** Of a case what a duty on it is judged by. */
export interface JudgedCase {
  id: string;
  item: string;
  unit: string;
  channel: string | null;
  /** Keyed hash, in hexadecimal. */
  subject: string | null;
  steps: readonly StepRow[];
}

/** What is on record: a case, unless it is not recorded yet, and what a duty on it is judged by beside it. */
export interface OnRecord {
  one?: CaseRow | undefined;
  grounds: StepGrounds;
}

export interface RecordedCase extends OnRecord {
  one: CaseRow;
}

/** Cases with their grounds, as far as one person is concerned; without a person: everybody. */
export async function withGrounds(
  transaction: Transaction,
  policy: CentrePolicy,
  cases: readonly CaseRow[],
  person?: string,
): Promise<RecordedCase[]> {
  if (cases.length === 0) return [];
  const ids = cases.map(({ id }) => id);
  const facts = await readSubjectFacts(transaction, policy.centre, {
    people: person === undefined ? undefined : recordsOf(policy, [person]),
    ...{ cases: ids, subjects: [], reach: subjectReach(policy) },
  });
  const byHuman = casesByHuman(policy, cases);
  const grounds = new StepGrounds(factsByHuman(policy, facts), byHuman);
  return byHuman.map((one) => ({ one, grounds }));
}

/** By what a first step of these people would be judged, on a case about one of these subjects; without people: everybody's. */
export async function groundsAbout(
  transaction: Transaction,
  policy: CentrePolicy,
  subjects: readonly string[],
  people?: readonly string[],
): Promise<StepGrounds> {
  const { centre } = policy;
  const reach = subjectReach(policy);
  const records = people && recordsOf(policy, people);
  const facts = await readSubjectFacts(transaction, centre, { people: records, cases: [], subjects, reach });
  return new StepGrounds(factsByHuman(policy, facts), []);
}

const key = (person: string, subject: string): string => `${person} ${subject}`;

function push<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}

const stepsOf = ({ id, item, channel, steps }: CaseRow): PriorStep[] =>
  steps.map(({ person, duty, round, at }) => ({
    ...{ person, duty, round, case: id, item },
    channel: channel ?? undefined,
    at: at.getTime(),
  }));
