import type { PastConflict } from '@zhiheng/contracts';
import {
  type CompiledPolicy,
  type Deed,
  explainApart,
  explainStep,
  type PriorStep,
  sayPractice,
} from '@zhiheng/duties';
import type { PastDeed } from './did-do.ts';
import type { PastPractice } from './did-practise.ts';

/** Something done against a rule as it is shown. */
export const pastDocument = (row: PastDeed | PastPractice, policy: CompiledPolicy): PastConflict =>
  'cases' in row ? deedDocument(row, policy) : practiceDocument(row, policy);

/** What was done on cases: its last step explained as it would be refused today. */
function deedDocument({ breach: deed, severity, who, cases }: PastDeed, policy: CompiledPolicy): PastConflict {
  const { id, username, name, unit } = who;
  return {
    ...{ person: id, username, name, unit, severity },
    from: instant(deed.from),
    until: instant(deed.until),
    cases: cases.map((one) => ({ id: one.id, reference: one.reference, item: one.item, unit: one.unit })),
    steps: deed.steps.map(({ case: of, duty, round, at }) => ({ case: of, duty, round, at: instant(at) })),
    ...(deed.binding === undefined ? {} : { binding: deed.binding }),
    conflict: deed.binding === undefined ? explainStep(lastOf(deed), policy) : explainApart(deed, policy),
  };
}

/** Both sides of a static rule: how often each was done, and when. Which cases it was, is asked for apart. */
function practiceDocument({ breach, severity, who }: PastPractice, policy: CompiledPolicy): PastConflict {
  const { id, username, name, unit } = who;
  const { rule, source, effect, items, uses, order, from, until } = breach;
  return {
    ...{ person: id, username, name, unit, severity, order, cases: [], steps: [] },
    from: instant(from),
    until: instant(until),
    uses: uses.map(({ duty, item, unit: at, times, first, last, selectors, roles }) => ({
      ...{ duty, item, unit: at, times, selectors },
      ...(roles ? { roles } : {}),
      first: instant(first),
      last: instant(last),
    })),
    conflict: {
      ...{ rule, name: breach.name, source, effect, items: [...items], with: [], resolutions: [] },
      resolution: sayPractice(breach, policy),
    },
  };
}

/** The last step with those it does not go with. Of a relation it is not told who or what it is. */
function lastOf(deed: Deed): Parameters<typeof explainStep>[0] {
  const { rule, name, source, effect, person, related, selectors } = deed;
  const last = deed.steps.at(-1) as PriorStep;
  const others = related === undefined ? deed.steps.slice(0, -1) : [];
  const prior = others.filter((step) => step.case !== last.case);
  return {
    ...{ rule, name, source, effect, person, duty: last.duty, selectors, prior },
    items: [...new Set([last.item, ...prior.map(({ item }) => item)])],
    steps: others.filter((step) => step.case === last.case && step.duty !== last.duty),
    ...(related === undefined ? {} : { related }),
  };
}

const instant = (ms: number): string => new Date(ms).toISOString();
