import type { ConflictSummary } from '@zhiheng/contracts';
import { type Summary, summarise, type Text } from '@zhiheng/duties';
import { type ConflictsWanted, findConflicts } from './conflicts.ts';
import { standingWarnings } from './policy-warnings.ts';
import type { Scans } from './scans.ts';
import type { View } from './viewer.ts';

type Count = ConflictSummary['rules'][number];

/** Of so many people at most the counts are told one by one. */
const mostPeople = 500;

/** How many conflicts are held, by rule, unit, person and severity, as far as the viewer sees. */
export async function conflictSummary(view: View, scans: Scans, wanted: ConflictsWanted): Promise<ConflictSummary> {
  const { compiled } = view.policy;
  const found = await findConflicts(view, scans, wanted);
  const people = new Map(found.map(({ who }) => [who.id, who]));
  const sums = summarise(
    compiled,
    found.map(({ conflict }) => conflict),
    (person) => people.get(person)?.unit,
  );
  const nameless = (): null => null;
  return {
    conflicts: found.length,
    people: people.size,
    settling: found.filter(({ settling }) => settling).length,
    rules: counts(sums.rules, (code) => compiled.ruleOf.get(code)?.name),
    units: counts(sums.units, (code) => compiled.unitOf.get(code)?.name),
    persons: counts(sums.people.slice(0, mostPeople), nameless).map((count) => {
      const who = people.get(count.key);
      return { ...count, name: who ? { zh: who.name, en: who.name } : null, username: who?.username ?? null };
    }),
    severities: counts(sums.severities, nameless),
    warnings: standingWarnings(view.policy),
  };
}

const counts = (sums: readonly Summary[], nameOf: (key: string) => Text | null | undefined): Count[] =>
  sums.map(({ breaches, ...sum }) => ({ ...sum, conflicts: breaches, name: nameOf(sum.key) ?? null }));
