import type { Exercise } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import type { CaseRow } from './store/case-store.ts';
import type { PastCase } from './store/did-do-store.ts';
import type { HeldException } from './store/exception-store.ts';
import type { SubjectFacts } from './store/subject-store.ts';

/**
 * Rules are judged per human. Where two records were found to be of one, what was done under the record that ended keeps its id, since
 * nothing on record changes; whatever judges it reads it as done by the human, whom the record that goes on stands for.
 */
type Known = Pick<CentrePolicy, 'merged'>;

/** Id of the record that goes on. */
export const humanOf = ({ merged }: Known, record: string): string => merged?.get(record) ?? record;

/** Ids of all records of these people. */
export function recordsOf({ merged }: Known, people: readonly string[]): string[] {
  if (!merged?.size) return [...people];
  const wanted = new Set(people);
  return [...people, ...[...merged].flatMap(([record, human]) => (wanted.has(human) ? [record] : []))];
}

export const casesByHuman = (policy: Known, cases: readonly CaseRow[]): CaseRow[] =>
  policy.merged?.size
    ? cases.map((one) => ({ ...one, steps: one.steps.map((step) => byHuman(policy, step)) }))
    : [...cases];

/** Exceptions stay with the record that they were given to: they ended with it. */
export const factsByHuman = (policy: Known, facts: SubjectFacts): SubjectFacts =>
  policy.merged?.size
    ? {
        ...facts,
        prior: facts.prior.map((step) => byHuman(policy, step)),
        related: facts.related.map((one) => byHuman(policy, one)),
      }
    : facts;

export const pastByHuman = (policy: Known, cases: readonly PastCase[]): PastCase[] =>
  policy.merged?.size
    ? cases.map((one) => ({
        ...one,
        steps: one.steps.map((step) => byHuman(policy, step)),
        related: one.related.map((other) => byHuman(policy, other)),
      }))
    : [...cases];

/** Exceptions that the human had under whichever record. */
export const exceptionsByHuman = (policy: Known, exceptions: readonly HeldException[]): HeldException[] =>
  exceptions.map((one) => byHuman(policy, one));

/** What was done of one kind under several records is one exercise. */
export function exercisesByHuman<E extends Exercise>(policy: Known, exercises: readonly E[]): E[] {
  if (!policy.merged?.size) return [...exercises];
  const known = new Map<string, E>();
  for (const one of exercises.map((exercise) => byHuman(policy, exercise))) {
    const { times, first, last, ...kind } = one;
    const key = JSON.stringify(Object.entries(kind).sort());
    const other = known.get(key);
    known.set(
      key,
      other
        ? { ...one, times: other.times + times, first: Math.min(other.first, first), last: Math.max(other.last, last) }
        : one,
    );
  }
  return [...known.values()];
}

const byHuman = <T extends { person: string }>(policy: Known, one: T): T => ({
  ...one,
  person: humanOf(policy, one.person),
});
