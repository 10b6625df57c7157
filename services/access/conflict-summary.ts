import type { ConflictSummary } from '@zhiheng/contracts';
import { type Breach, boundDuty, boundDutyName, type Summary, summarise, type Text } from '@zhiheng/duties';
import { type ConflictsWanted, findConflicts, type Who } from './conflicts.ts';
import { standingWarnings } from './policy-warnings.ts';
import type { Scans } from './scans.ts';
import type { View } from './viewer.ts';

type Count = ConflictSummary['rules'][number];

/** Of so many people at most the counts are told one by one. */
const mostPeople = 500;

/** How many conflicts are held, by rule, unit, person and severity, as far as the viewer sees. */
export async function conflictSummary(view: View, scans: Scans, wanted: ConflictsWanted): Promise<ConflictSummary> {
  const found = await findConflicts(view, scans, wanted);
  const all = found.map(({ conflict, who }) => ({ breach: conflict, who }));
  return {
    ...summaryOf(view, all),
    settling: found.filter(({ settling }) => settling).length,
    warnings: standingWarnings(view.policy),
  };
}

/** The same of any that were found. */
export function summaryOf(
  { policy: { compiled } }: View,
  found: readonly { breach: Breach; who: Who }[],
): Omit<ConflictSummary, 'settling' | 'warnings'> {
  const people = new Map(found.map(({ who }) => [who.id, who]));
  const sums = summarise(
    compiled,
    found.map(({ breach }) => breach),
    (person) => people.get(person)?.unit,
  );
  const nameless = (): null => null;
  return {
    conflicts: found.length,
    people: people.size,
    rules: counts(sums.rules, (code) => (code === boundDuty ? boundDutyName : compiled.ruleOf.get(code)?.name)),
    units: counts(sums.units, (code) => compiled.unitOf.get(code)?.name),
    persons: counts(sums.people.slice(0, mostPeople), nameless).map((count) => {
      const who = people.get(count.key);
      return { ...count, name: who ? { zh: who.name, en: who.name } : null, username: who?.username ?? null };
    }),
    severities: counts(sums.severities, nameless),
  };
}

const counts = (sums: readonly Summary[], nameOf: (key: string) => Text | null | undefined): Count[] =>
  sums.map(({ breaches, ...sum }) => ({ ...sum, conflicts: breaches, name: nameOf(sum.key) ?? null }));
