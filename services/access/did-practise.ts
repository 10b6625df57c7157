import { asksForRoles, didHold, type Practice, severityOf, type Use } from '@zhiheng/duties';
import { exercisesByRole } from './did-by-role.ts';
import { exceptionsByHuman, exercisesByHuman, recordsOf } from './humans.ts';
import { type PastAsked, type PastFound, pastFilterOf } from './past-asked.ts';
import { exceptionsEver, readExercises, readUseSteps, type UseStep } from './store/did-do-store.ts';
import type { HeldException } from './store/exception-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** Both sides of a static rule, done by one person. */
export interface PastPractice extends PastFound<Practice> {
  /** Which it is: by rule, person and what it lies within. */
  key: string;
}

/** What people did of both sides of static rules as they now stand, in the period, less what was done under exceptions; by `key`. */
export async function pastPractices(view: View, wanted: PastAsked): Promise<PastPractice[]> {
  const { transaction, centre, policy } = view;
  const { compiled } = policy;
  const isAsked = (rule: string) => wanted.rule === undefined || rule === wanted.rule;
  if (!compiled.rules.some(({ kind, code }) => kind === 'static' && isAsked(code))) return [];
  const filter = await pastFilterOf(view, wanted);
  const exercises = exercisesByHuman(
    policy,
    asksForRoles(compiled, isAsked)
      ? await exercisesByRole(view, filter)
      : await readExercises(transaction, centre, filter),
  );
  const doers = [...new Set(exercises.map(({ person }) => person))];
  const exceptions = exceptionsByHuman(policy, await exceptionsEver(transaction, centre, recordsOf(policy, doers)));
  const practices = didHold(
    compiled,
    exercises,
    (rule, one) => !isAsked(rule) || isExcepted(exceptions, rule, one),
  ).filter(({ effect }) => wanted.effect === undefined || effect === wanted.effect);
  const people = await peopleById(
    transaction,
    centre,
    practices.map(({ person }) => person),
  );
  return practices
    .flatMap((breach) => {
      const who = people.get(breach.person);
      const severity = severityOf(compiled, breach);
      if (!who || (wanted.severity ?? severity) !== severity) return [];
      return [{ breach, severity, who, key: keyOf(breach) }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Whether all of it was done while an exception to the rule lasted. */
const isExcepted = (exceptions: readonly HeldException[], rule: string, { person, item, first, last }: Use): boolean =>
  exceptions.some(
    (one) =>
      one.person === person &&
      one.rule === rule &&
      (one.items?.includes(item) ?? true) &&
      one.from <= first &&
      last < one.until,
  );

const keyOf = ({ rule, person, items, units }: Practice): string =>
  `${rule}/${person}/${[...items].sort().join()}/${[...units].sort().join()}`;

/** The steps by which somebody practised both sides of a rule, in order of time. */
export async function practisedSteps(
  view: View,
  { after, limit, ...wanted }: PastAsked & { rule: string; person: string; after?: string; limit: number },
): Promise<UseStep[]> {
  const found = await pastPractices(view, wanted);
  const uses = found.flatMap(({ breach }) => breach.uses);
  if (uses.length === 0) return [];
  return readUseSteps(view.transaction, view.centre, recordsOf(view.policy, [wanted.person]), uses, {
    from: wanted.from === undefined ? null : new Date(wanted.from),
    to: new Date(wanted.to),
    after,
    limit,
  });
}
